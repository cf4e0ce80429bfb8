package kmemcg.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import kmemcg.campaign.Check.Result;
import kmemcg.campaign.Repetition.Kind;
import kmemcg.counterexample.Counterexample;
import kmemcg.counterexample.CounterexampleReader;
import kmemcg.design.Catalogue;
import kmemcg.design.HistoricalBug;
import kmemcg.engine.Engines;
import kmemcg.engine.Subject;
import kmemcg.engine.Verdict.Outcome;
import kmemcg.engine.explorer.ExplorerEngine;
import kmemcg.input.InputError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The counterexamples that are kept: one for each bug, found by the explorer with the bug's scenario. */
class CorpusTest {
    private static final Path FOLDER = Path.of("corpus");
    private static final int MOST_LANES = 24;
    private static final Inventory INVENTORY = Inventory.installed();
    private static final Replay REPLAY = new Replay(INVENTORY, Engines.of(new ExplorerEngine()), Fakes.NOBODY);

    @TempDir
    private Path folder;

    static List<Path> files() throws Exception {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.sorted().toList();
        }
    }

    @Test
    void eachBug_hasItsCounterexample() throws Exception {
        assertThat(files())
                .extracting(file -> file.getFileName().toString())
                .containsExactlyInAnyOrderElementsOf(Catalogue.bugs().stream()
                        .filter(bug -> !bug.needsWeakMemory())
                        .map(HistoricalBug::name)
                        .map("%s-explorer.txt"::formatted)
                        .toList());
    }

    @Test
    void each_stillFails() {
        List<Subject> designs =
                Catalogue.designs().stream().map(Inventory::subject).toList();
        List<Result> results = Corpus.read(FOLDER).replay(designs, INVENTORY, REPLAY, Fakes.NOBODY);
        assertThat(results)
                .allSatisfy(result ->
                        assertThat(result.verdict().outcome()).as("%s", result).isEqualTo(Outcome.HOLDS));
        assertThat(results).extracting(result -> result.verdict().tries()).doesNotContain(0L);
    }

    @ParameterizedTest
    @MethodSource("files")
    void each_failsBecauseOfTheBug_andCanBeRead(Path file) {
        Counterexample kept = CounterexampleReader.read(file);
        assertThat(kept.violation().steps())
                .filteredOn(step -> !step.startsWith("broken: ") && !step.startsWith("passes if "))
                .hasSizeLessThanOrEqualTo(MOST_LANES);
        Counterexample ofDesign = new Counterexample(null, kept.engine(), kept.seed(), kept.violation());
        assertThat(REPLAY.of(ofDesign).kind()).isIn(Kind.NO_LONGER_FAILS, Kind.STALE);
    }

    @Test
    void nothingToRepeat_isWrongInput() {
        assertThatThrownBy(() -> Corpus.read(folder))
                .isInstanceOf(InputError.class)
                .hasMessageContaining("no counterexample in this folder");
        assertThatThrownBy(() -> Corpus.read(folder.resolve("none"))).isInstanceOf(InputError.class);
    }
}
