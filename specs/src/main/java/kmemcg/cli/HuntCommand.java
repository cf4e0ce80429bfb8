package kmemcg.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import kmemcg.campaign.Hunt;
import kmemcg.campaign.Quarry;
import kmemcg.campaign.Settings;
import kmemcg.campaign.Trail;
import kmemcg.cli.Interruption.Campaign;
import kmemcg.engine.Engine;
import kmemcg.engine.Walks;
import kmemcg.report.Figures;
import kmemcg.report.HuntReport;
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
            "  kmemcg bugs                                        what there is to hunt",
            "",
            "Exit code: 0 each bug fails as expected; 1 one does not, or does otherwise; 2 wrong usage or input;",
            "3 too little could be tried; 4 an engine failed. If several apply: 1, else 4, else 3. Ctrl-C shows what was done so far; then 130."
        })
final class HuntCommand implements Callable<Integer> {
    private static final Duration USUAL_BUDGET = Duration.ofMinutes(15);

    private final Toolbox toolbox;

    @Parameters(paramLabel = "BUG", arity = "0..*", description = "The bugs to hunt. Default: all.")
    private List<String> bugs = List.of();

    @Option(names = "--directed", description = "Try the bug's own scenario also if the bug was found without it.")
    private boolean directed;

    @Mixin
    private final SearchOptions options = new SearchOptions();

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    HuntCommand(Toolbox toolbox) {
        this.toolbox = toolbox;
    }

    @Override
    public Integer call() {
        List<Quarry> quarries =
                toolbox.inventory().get().bugs(bugs).stream().map(Quarry::of).toList();
        List<Engine> engines = options.chosen(toolbox.engines().get());
        Settings settings = options.settings(USUAL_BUDGET, Walks.NONE);
        PrintWriter out = spec.commandLine().getOut();
        try (Campaign campaign = toolbox.interruption().heed()) {
            out.println(SearchOptions.announced(settings, Figures.count(quarries.size(), "bug"), engines));
            out.flush();
            List<Trail> trails = run(settings, quarries, engines);
            out.print("\n" + HuntReport.text(trails, toolbox.terminal().colour()));
            out.flush();
            return ExitCode.of(Hunt.outcome(trails));
        }
    }

    private List<Trail> run(Settings settings, List<Quarry> quarries, List<Engine> engines) {
        try (ConsoleWatcher watcher = toolbox.watcher(spec.commandLine(), null)) {
            return new Hunt(settings, options.folder(), watcher, directed).run(quarries, engines);
        }
    }
}
