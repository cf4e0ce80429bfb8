package kmemcg.campaign;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kmemcg.counterexample.CounterexampleReader;
import kmemcg.engine.Engines;
import kmemcg.engine.explorer.ExplorerEngine;
import kmemcg.explore.RecordedStep;

/** The corpus and what becomes of it, in words only: so that a class loader with another model can be asked as well. */
public final class CorpusReplay {
    private static final Path FOLDER = Path.of("corpus");

    private CorpusReplay() {}

    private static List<Path> files() throws Exception {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.sorted().toList();
        }
    }

    /** For each file, what a replay says. */
    public static Map<String, String> replayed() throws Exception {
        Replay replay = new Replay(Inventory.installed(), Engines.of(new ExplorerEngine()), Fakes.NOBODY);
        Map<String, String> said = new TreeMap<>();
        for (Path file : files()) {
            Repetition repetition = replay.of(file);
            said.put(file.getFileName().toString(), repetition.kind() + ": " + repetition.detail());
        }
        return said;
    }

    /** For each file, its steps. */
    static Map<String, List<String>> recorded() throws Exception {
        Map<String, List<String>> steps = new TreeMap<>();
        for (Path file : files()) {
            steps.put(
                    file.getFileName().toString(),
                    CounterexampleReader.read(file).violation().recorded().stream()
                            .map(RecordedStep::text)
                            .collect(Collectors.toList()));
        }
        return steps;
    }
}
