package kmemcg.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import kmemcg.campaign.Inventory;
import kmemcg.report.CatalogueReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Lists the designs. */
@Command(
        name = "designs",
        description = "List the designs: where each comes from, its words, what can be asked of it.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example:", "  kmemcg designs objcg"})
final class DesignsCommand implements Callable<Integer> {
    private final Toolbox toolbox;

    @Parameters(paramLabel = "DESIGN", arity = "0..*", description = "The designs to show. Default: all.")
    private List<String> designs = List.of();

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    DesignsCommand(Toolbox toolbox) {
        this.toolbox = toolbox;
    }

    @Override
    public Integer call() {
        Inventory inventory = toolbox.inventory().get();
        PrintWriter out = spec.commandLine().getOut();
        inventory.designs(designs).forEach(design -> out.println(CatalogueReport.text(design, inventory.bugs())));
        out.flush();
        return ExitCode.HOLDS;
    }
}
