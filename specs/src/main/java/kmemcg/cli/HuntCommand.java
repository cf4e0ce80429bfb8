package kmemcg.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import kmemcg.campaign.Hunt;
import kmemcg.campaign.Quarry;
import kmemcg.campaign.Settings;
import kmemcg.campaign.Thoroughness;
import kmemcg.campaign.Trail;
import kmemcg.cli.Interruption.Campaign;
import kmemcg.engine.Engine;
import kmemcg.engine.Walks;
import kmemcg.input.InputError;
import kmemcg.report.Figures;
import kmemcg.report.HuntMatrix;
import kmemcg.report.HuntReport;
import kmemcg.report.html.HtmlReport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The proof that the engines find bugs: those that really happened. */
@Command(
        name = "hunt",
        description = {
            "Search the historical bugs: who finds which, how fast.",
            "Each bug is searched for with random programs, by the cheapest engine first; if none finds it, with the"
                    + " bug's own scenario. It counts as found if an invariant breaks that this bug must break."
        },
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  kmemcg hunt                                        all bugs",
            "  kmemcg hunt objcg-charge-resurrects-css --directed",
            "  kmemcg hunt --scenarios                            the catalogue in a minute, with hints",
            "  kmemcg hunt --all --csv hunt.csv                   the proof, and each search as a line",
            "  kmemcg bugs                                        what there is to hunt",
            "",
            "Exit code: 0 each bug fails as expected; 1 one does not, or does otherwise; 2 wrong usage or input;",
            "3 too little could be tried; 4 an engine failed. If several apply: 1, else 4, else 3. Ctrl-C shows what was done so far; then 130."
        })
final class HuntCommand implements Callable<Integer> {
    private static final Duration USUAL_BUDGET = Duration.ofMinutes(9);

    /** Of a hunt for the whole catalogue: a checker that needs the scenarios would not find bugs that nobody knows. */
    private static final int UNDIRECTED_PERCENT = 90;

    private final Toolbox toolbox;

    @Parameters(paramLabel = "BUG", arity = "0..*", description = "The bugs to hunt. Default: all.")
    private List<String> bugs = List.of();

    @Option(names = "--directed", description = "Try the bug's own scenario also if the bug was found without it.")
    private boolean directed;

    @Option(
            names = "--scenarios",
            description =
                    "Try nothing but the bugs' own scenarios, which is quick; what is found goes to the folder directed.")
    private boolean scenarios;

    @Option(
            names = "--all",
            description =
                    "The whole catalogue; fails also if less than 90 %% of the bugs are found without their scenario.")
    private boolean all;

    @Option(names = "--matrix", description = "Let every engine try every bug, without its scenario and with it.")
    private boolean matrix;

    @Option(
            names = "--csv",
            paramLabel = "FILE",
            description = "Write one line for each search, for other programs to read.")
    private @Nullable Path csv;

    @Option(names = "--html", paramLabel = "FILE", description = ReportFiles.HTML)
    private @Nullable Path html;

    @Mixin
    private final SearchOptions options = new SearchOptions();

    @Mixin
    private final Verbosity verbosity = new Verbosity();

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    HuntCommand(Toolbox toolbox) {
        this.toolbox = toolbox;
    }

    @Override
    public Integer call() {
        if (all && !bugs.isEmpty()) {
            throw new InputError("--all is every bug", "hunt " + bugs.get(0), "drop --all or the names of bugs");
        }
        if (scenarios && (all || directed || matrix)) {
            throw new InputError(
                    "--scenarios leaves out what the others ask for", "hunt --scenarios", "drop one of the two");
        }
        verbosity.detail();
        OutputFile.require(csv);
        OutputFile.require(html);
        List<Quarry> quarries =
                toolbox.inventory().get().bugs(bugs).stream().map(Quarry::of).toList();
        List<Engine> engines = options.chosen(toolbox.engines().get());
        Settings settings = options.settings(USUAL_BUDGET, Walks.NONE);
        PrintWriter out = spec.commandLine().getOut();
        try (Campaign campaign = toolbox.interruption().heed()) {
            if (!verbosity.isQuiet()) {
                out.println(SearchOptions.announced(settings, Figures.count(quarries.size(), "bug"), engines));
                out.flush();
            }
            List<Trail> trails = run(settings, quarries, engines);
            report(trails, engines, out);
            return ExitCode.of(all ? Hunt.outcome(trails, UNDIRECTED_PERCENT) : Hunt.outcome(trails));
        }
    }

    private void report(List<Trail> trails, List<Engine> engines, PrintWriter out) {
        boolean colour = toolbox.terminal().colour();
        if (matrix) {
            List<String> names = engines.stream().map(Engine::name).toList();
            out.print("\n" + HuntMatrix.text(trails, names, colour));
        }
        out.print(verbosity.isQuiet() ? HuntReport.sum(trails, colour) + "\n" : "\n" + HuntReport.text(trails, colour));
        if (all) {
            out.printf("at least %d %% are to be found undirected%n", UNDIRECTED_PERCENT);
        }
        out.flush();
        if (csv != null) {
            OutputFile.write(csv, HuntMatrix.csv(trails));
        }
        if (html != null) {
            OutputFile.write(html, HtmlReport.ofHunt(trails));
        }
    }

    private Thoroughness thoroughness() {
        if (scenarios) {
            return Thoroughness.SCENARIO_ONLY;
        }
        if (matrix) {
            return Thoroughness.EVERY_ENGINE;
        }
        return directed ? Thoroughness.UNTIL_FOUND_BOTH_WAYS : Thoroughness.UNTIL_FOUND;
    }

    private List<Trail> run(Settings settings, List<Quarry> quarries, List<Engine> engines) {
        try (ConsoleWatcher watcher = toolbox.watcher(spec.commandLine(), null, verbosity.detail())) {
            return new Hunt(settings, options.folder(), watcher, thoroughness()).run(quarries, engines);
        }
    }
}
