package kmemcg.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import kmemcg.campaign.Inventory;
import kmemcg.design.HistoricalBug;
import kmemcg.input.Nearest;
import kmemcg.machine.Invariant;
import kmemcg.report.CatalogueReport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Lists the historical bugs. */
@Command(
        name = "bugs",
        description =
                "List the historical bugs: commit, mechanism, what breaks, and the smallest program that shows it.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  kmemcg bugs objcg-charge-resurrects-css",
            "  kmemcg bugs --design objcg --invariant no_access_after_free"
        })
final class BugsCommand implements Callable<Integer> {
    private final Toolbox toolbox;

    @Parameters(paramLabel = "BUG", arity = "0..*", description = "The bugs to show. Default: all.")
    private List<String> bugs = List.of();

    @Option(names = "--design", paramLabel = "DESIGN", description = "Only those of this design.")
    private @Nullable String design;

    @Option(names = "--invariant", paramLabel = "INVARIANT", description = "Only those that break it; name or number.")
    private @Nullable String invariant;

    @Option(names = "--year", paramLabel = "YEAR", description = "Only those cured in this year.")
    private @Nullable Integer year;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    BugsCommand(Toolbox toolbox) {
        this.toolbox = toolbox;
    }

    @Override
    public Integer call() {
        List<HistoricalBug> chosen = chosen(toolbox.inventory().get());
        PrintWriter out = spec.commandLine().getOut();
        chosen.forEach(bug -> out.println(CatalogueReport.text(bug)));
        out.println(CatalogueReport.count(chosen));
        if (bugs.isEmpty() && design == null && invariant == null && year == null) {
            out.print("\n" + CatalogueReport.leftOut());
        }
        out.flush();
        return ExitCode.HOLDS;
    }

    private List<HistoricalBug> chosen(Inventory inventory) {
        List<String> ofDesigns = inventory.designs(design == null ? List.of() : List.of(design)).stream()
                .map(entry -> entry.name())
                .toList();
        Invariant broken = invariant == null ? null : named(invariant);
        return inventory.bugs(bugs).stream()
                .filter(bug -> ofDesigns.contains(bug.design()))
                .filter(bug -> broken == null || bug.breaks().contains(broken))
                .filter(bug -> year == null || bug.origin().year() == year)
                .toList();
    }

    private static Invariant named(String word) {
        List<Invariant> all = List.of(Invariant.values());
        String name = word.toUpperCase(Locale.ROOT).replace('-', '_');
        return all.stream()
                .filter(one -> one.name().equals(name)
                        || Integer.toString(one.number()).equals(word))
                .findFirst()
                .orElseThrow(() -> Nearest.unknown(
                        "invariant",
                        name,
                        "--invariant",
                        all.stream().map(Invariant::name).toList()));
    }
}
