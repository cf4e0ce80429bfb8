package kmemcg.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import kmemcg.campaign.Check;
import kmemcg.campaign.Check.Result;
import kmemcg.campaign.Corpus;
import kmemcg.campaign.Inventory;
import kmemcg.campaign.Replay;
import kmemcg.campaign.Settings;
import kmemcg.cli.Interruption.Campaign;
import kmemcg.engine.Engine;
import kmemcg.engine.Engines;
import kmemcg.engine.Estimating;
import kmemcg.engine.Forecast;
import kmemcg.engine.Search;
import kmemcg.engine.Subject;
import kmemcg.engine.Verdict.Outcome;
import kmemcg.engine.Walks;
import kmemcg.input.InputError;
import kmemcg.program.Program;
import kmemcg.program.ProgramParser;
import kmemcg.program.enumerate.Family;
import kmemcg.report.CheckReport;
import kmemcg.report.Figures;
import kmemcg.report.ForecastReport;
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
            "  kmemcg check --fail-fast --sarif kmemcg.sarif  as a gate in CI",
            "  kmemcg check --corpus corpus --fail-fast      first what was found before",
            "  kmemcg check --classpath classes --design Mine   a class of your own",
            "  kmemcg check --program race.txt               one program, every engine",
            "  kmemcg check --program race.txt --estimate    how long would the explorer take?",
            "  kmemcg check --program race.txt --engine explorer --walks 100000",
            "  kmemcg check objcg --engine explorer --family 1+1:rmdir,free,alloc --budget 10m",
            "",
            "Exit code: 0 everything holds; 1 a counterexample was found; 2 wrong usage or input;",
            "3 too little could be tried; 4 an engine failed. If several apply: 1, else 4, else 3. Ctrl-C shows what was done so far; then 130."
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

    @Option(
            names = "--family",
            paramLabel = "SHAPE[:VERB,...]",
            description = {
                "Try all small programs of a shape, made of these operations, and explore each to its end: 1+1, 2+1, 1+1+1"
                        + " or 2+2, the operations of each thread. With one DESIGN; give it a --budget."
            })
    private @Nullable String family;

    @Option(
            names = "--walks",
            paramLabel = "N",
            description = {
                "Of a program with too many executions, look at those that N random walks come to. The report says how"
                        + " likely a walk is to come to the least likely of them. With --program; for the explorer, the"
                        + " other engines ignore it."
            })
    private long walks;

    @Option(
            names = "--estimate",
            description = "Say how many executions the program has and how long it would take to see them all, and do"
                    + " no more. With --program; by the explorer.")
    private boolean estimate;

    @Option(
            names = "--corpus",
            paramLabel = "DIR",
            description = {
                "Repeat the counterexamples of this folder first. One of a design must not fail any more,"
                        + " one of a historical bug must still fail."
            })
    private @Nullable Path corpus;

    @Option(names = "--fail-fast", description = "Stop at the first counterexample.")
    private boolean failFast;

    @Mixin
    private final OwnDesigns own = new OwnDesigns();

    @Mixin
    private final ReportFiles files = new ReportFiles();

    @Mixin
    private final SearchOptions options = new SearchOptions();

    @Mixin
    private final Verbosity verbosity = new Verbosity();

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    CheckCommand(Toolbox toolbox) {
        this.toolbox = toolbox;
    }

    @Override
    public Integer call() {
        requireProgram();
        verbosity.detail();
        files.require();
        Corpus kept = corpus == null ? null : Corpus.read(corpus);
        Inventory inventory = own.with(toolbox.inventory().get());
        List<Program> programs = programs(inventory);
        List<Subject> subjects = subjects(inventory, programs);
        List<Engine> engines = enginesFor(programs);
        Settings settings = options.settings(usualBudget(subjects.size()), new Walks(1, walks));
        PrintWriter out = spec.commandLine().getOut();
        if (estimate) {
            out.println(ForecastReport.text(forecast(settings, subjects.get(0), programs)));
            out.flush();
            return ExitCode.HOLDS;
        }
        try (Campaign campaign = toolbox.interruption().heed()) {
            if (!verbosity.isQuiet()) {
                out.println(SearchOptions.announced(settings, Figures.count(subjects.size(), "design"), engines));
                out.flush();
            }
            List<Result> results = run(settings, inventory, subjects, engines, programs, kept);
            boolean colour = toolbox.terminal().colour();
            out.print(
                    verbosity.isQuiet()
                            ? CheckReport.verdict(results, colour) + "\n"
                            : "\n" + CheckReport.text(results, colour));
            out.flush();
            files.write(results);
            toolbox.github().tell(results, out, spec.commandLine().getErr());
            return ExitCode.of(Check.outcome(results));
        }
    }

    /** Those of the user's own, and those of the catalogue that were named, or all of them if nothing was. */
    private List<Subject> subjects(Inventory inventory, List<Program> programs) {
        List<String> named = designsOf(programs);
        Stream<Subject> listed = own.isEmpty() || !designs.isEmpty()
                ? inventory.designs(named).stream().map(Inventory::subject)
                : Stream.of();
        return Stream.concat(
                        inventory.own().stream()
                                .filter(subject -> programs.isEmpty() || named.contains(subject.design())),
                        listed)
                .toList();
    }

    /** Those that were asked for; none if engines are to find their own. */
    private List<Program> programs(Inventory inventory) {
        if (family != null) {
            return ofFamily(inventory, family);
        }
        return program == null ? List.of() : List.of(ProgramParser.read(program, inventory.vocabularies()));
    }

    private List<Program> ofFamily(Inventory inventory, String named) {
        if (program != null || designs.size() != 1) {
            throw new InputError(
                    "a family is one of programs for one design",
                    "--family " + named,
                    "write: kmemcg check objcg --family " + named);
        }
        Subject subject = Inventory.subject(inventory.designs(designs).get(0));
        return Family.parse(named).programs(subject.design(), subject.vocabulary());
    }

    private void requireProgram() {
        if (walks < 0) {
            throw new InputError("there is no such number of walks", "--walks " + walks, "write: --walks 10000");
        }
        if (program == null && (walks > 0 || estimate)) {
            throw new InputError(
                    "this is for one program", walks > 0 ? "--walks" : "--estimate", "name one with --program");
        }
    }

    private Forecast forecast(Settings settings, Subject subject, List<Program> programs) {
        Estimating engine = enginesFor(programs).stream()
                .filter(Estimating.class::isInstance)
                .map(Estimating.class::cast)
                .findFirst()
                .orElseThrow(
                        () -> new InputError("none of these engines can estimate", "--engine", "choose the explorer"));
        return engine.forecast(
                subject,
                Search.directed(programs, settings.seed(), settings.budget()).under(settings.memory()));
    }

    /** The time for so many designs, of which they get equal parts. */
    static Duration usualBudget(int designs) {
        Duration wished = ONE_DESIGN.plus(FURTHER_DESIGN.multipliedBy(designs - 1L));
        return wished.compareTo(MOST) < 0 ? wished : MOST;
    }

    private List<Engine> enginesFor(List<Program> programs) {
        List<Engine> chosen = options.chosen(toolbox.engines().get());
        if (!own.isEmpty() && chosen.stream().anyMatch(engine -> !engine.runsPrograms())) {
            throw new InputError(
                    "races are written for designs of the catalogue",
                    "--design, --engine races",
                    "choose from: sequences, explorer, lincheck, stress");
        }
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

    private List<Result> run(
            Settings settings,
            Inventory inventory,
            List<Subject> subjects,
            List<Engine> engines,
            List<Program> programs,
            @Nullable Corpus kept) {
        try (ConsoleWatcher watcher =
                toolbox.watcher(spec.commandLine(), spec.commandLine().getOut(), verbosity.detail())) {
            long begun = System.nanoTime();
            List<Result> results = new ArrayList<>();
            if (kept != null) {
                Replay replay = new Replay(inventory, toolbox.engines().get(), watcher);
                results.addAll(kept.replay(subjects, inventory, replay, watcher));
            }
            if (!failFast || Check.outcome(results) != Outcome.VIOLATED) {
                Settings left = settings.after(Duration.ofNanos(System.nanoTime() - begun));
                results.addAll(new Check(left, options.folder(), watcher, failFast).run(subjects, engines, programs));
            }
            return results;
        }
    }
}
