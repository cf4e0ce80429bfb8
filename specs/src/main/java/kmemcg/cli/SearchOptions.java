package kmemcg.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import kmemcg.campaign.Settings;
import kmemcg.counterexample.CounterexampleFolder;
import kmemcg.engine.Engine;
import kmemcg.engine.Engines;
import kmemcg.engine.Walks;
import kmemcg.explore.MemoryModel;
import kmemcg.input.InputError;
import kmemcg.report.Figures;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What every search is told: with what, how long, on which luck, and where counterexamples go. */
final class SearchOptions {
    @Option(
            names = "--engine",
            paramLabel = "E",
            split = ",",
            description =
                    "Use these engines only, separated by commas. Default: all but races, which takes most of a minute itself.")
    private List<String> engines = List.of();

    @Option(
            names = "--budget",
            paramLabel = "TIME",
            converter = Durations.class,
            description = "The time for everything together, such as 500ms, 60s, 5m or 2h.")
    private @Nullable Duration budget;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Of all random choices; the same seed searches the same programs. Default: ${DEFAULT-VALUE}.")
    private long seed = 1;

    @Option(
            names = "--effort",
            paramLabel = "X",
            description = "Try X times as much as usual, if the budget lasts. Default: ${DEFAULT-VALUE}.")
    private double effort = 1.0;

    @Option(
            names = "--memory",
            paramLabel = "MODEL",
            description = "Explore what can happen under sequential consistency, sc, or x86's total store order, tso."
                    + " For the explorer; the other engines ignore it. Default: sc.")
    private MemoryModel memory = MemoryModel.SC;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Where counterexamples are written. Default, in the current folder: ${DEFAULT-VALUE}.")
    private Path out = Path.of("results");

    Settings settings(Duration usual, Walks walks) {
        if (!(effort > 0 && effort < Double.POSITIVE_INFINITY)) {
            throw new InputError("an effort must be more than 0", "--effort " + effort, "write: --effort 1.0");
        }
        return new Settings(seed, effort, budget == null ? usual : budget, memory, walks);
    }

    List<Engine> chosen(Engines installed) {
        if (installed.all().isEmpty()) {
            throw new IllegalStateException("no engine is installed");
        }
        return installed.named(engines);
    }

    /** The folder, which can be written to. */
    CounterexampleFolder folder() {
        CounterexampleFolder folder = new CounterexampleFolder(out);
        folder.requireWritable();
        return folder;
    }

    /** The first line of every campaign: all that is needed to run it again. */
    static String announced(Settings settings, String subjects, List<Engine> engines) {
        return String.format(
                Locale.ROOT,
                "%s with %s; seed %d, effort %s, budget %s%s",
                subjects,
                engines.stream().map(Engine::name).collect(Collectors.joining(", ")),
                settings.seed(),
                settings.effort(),
                Figures.duration(settings.budget()),
                settings.memory() == MemoryModel.SC
                        ? ""
                        : ", memory " + settings.memory().word());
    }
}
