package kmemcg.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import kmemcg.campaign.Check;
import kmemcg.campaign.Check.Result;
import kmemcg.campaign.Inventory;
import kmemcg.campaign.Settings;
import kmemcg.engine.Engine;
import kmemcg.engine.Engines;
import kmemcg.engine.Subject;
import kmemcg.input.InputError;
import kmemcg.program.Program;
import kmemcg.program.ProgramParser;
import kmemcg.report.CheckReport;
import kmemcg.report.Figures;
import kmemcg.report.ProgressLine;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The main job: does every design hold what accounting promises? */
@Command(
        name = "check",
        description = {
            "Try to break designs of kernel-memory accounting with every engine.",
            "Without arguments: all designs, all engines but races, less than a minute for one design and some twenty seconds"
                    + " for each further one, three minutes at most."
        },
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  kmemcg check                                  the main job",
            "  kmemcg check objcg --engine lincheck --budget 5m --seed 7",
            "  kmemcg check --program race.txt               one program, every engine",
            "",
            "Exit code: 0 everything holds; 1 a counterexample was found; 2 wrong usage or input;",
            "3 too little could be tried; 4 an engine failed. If several apply: 1, else 4, else 3."
        })
final class CheckCommand implements Callable<Integer> {
    /** The process, its start included, stays below a minute. */
    private static final Duration ONE_DESIGN = Duration.ofSeconds(50);

    /** Enough for each engine to try what it must to say anything, and to spare. */
    private static final Duration FURTHER_DESIGN = Duration.ofSeconds(20);

    /** The process, its start included, stays below three minutes. */
    private static final Duration MOST = Duration.ofSeconds(170);

    private final Toolbox toolbox;

    @Parameters(paramLabel = "DESIGN", arity = "0..*", description = "The designs to check. Default: all.")
    private List<String> designs = List.of();

    @Option(
            names = "--program",
            paramLabel = "FILE",
            description = "Try this program only, on the design that it names.")
    private @Nullable Path program;

    @Mixin
    private final SearchOptions options = new SearchOptions();

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    CheckCommand(Toolbox toolbox) {
        this.toolbox = toolbox;
    }

    @Override
    public Integer call() {
        Inventory inventory = toolbox.inventory().get();
        List<Program> programs =
                program == null ? List.of() : List.of(ProgramParser.read(program, inventory.vocabularies()));
        List<Subject> subjects = inventory.designs(designsOf(programs)).stream()
                .map(Inventory::subject)
                .toList();
        List<Engine> engines = enginesFor(programs);
        Settings settings = options.settings(usualBudget(subjects.size()));
        PrintWriter out = spec.commandLine().getOut();
        out.println(SearchOptions.announced(settings, Figures.count(subjects.size(), "design"), engines));
        List<Result> results = run(settings, subjects, engines, programs);
        out.print("\n" + CheckReport.text(results, toolbox.terminal().colour()));
        out.flush();
        return ExitCode.of(Check.outcome(results));
    }

    /** The time for so many designs, of which they get equal parts. */
    static Duration usualBudget(int designs) {
        Duration wished = ONE_DESIGN.plus(FURTHER_DESIGN.multipliedBy(designs - 1L));
        return wished.compareTo(MOST) < 0 ? wished : MOST;
    }

    private List<Engine> enginesFor(List<Program> programs) {
        List<Engine> chosen = options.chosen(toolbox.engines().get());
        List<Engine> able = programs.isEmpty() ? chosen : Engines.runningPrograms(chosen);
        if (able.isEmpty()) {
            throw new InputError("none of these engines runs a given program", "--engine", "choose others");
        }
        return able;
    }

    private List<String> designsOf(List<Program> programs) {
        if (programs.isEmpty()) {
            return designs;
        }
        String design = programs.get(0).design();
        if (!designs.isEmpty() && !designs.equals(List.of(design))) {
            throw new InputError(
                    "the program is written for the design " + design,
                    "the command line: " + String.join(" ", designs),
                    "leave the names of designs away");
        }
        return List.of(design);
    }

    private List<Result> run(Settings settings, List<Subject> subjects, List<Engine> engines, List<Program> programs) {
        PrintWriter out = spec.commandLine().getOut();
        out.flush();
        try (ProgressLine progress =
                new ProgressLine(spec.commandLine().getErr(), toolbox.terminal().progress())) {
            ConsoleWatcher watcher = new ConsoleWatcher(progress, out, true);
            return new Check(settings, options.folder(), watcher).run(subjects, engines, programs);
        }
    }
}
