package kmemcg.cli;

import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import kmemcg.campaign.Inventory;
import kmemcg.cost.Growth;
import kmemcg.cost.PageMemory;
import kmemcg.cost.Price;
import kmemcg.cost.SlabinfoReading;
import kmemcg.design.DesignEntry;
import kmemcg.design.HistoricalBug;
import kmemcg.input.InputError;
import kmemcg.machine.Invariant;
import kmemcg.memcg.Geometry;
import kmemcg.report.CostReport;
import kmemcg.report.GrowthPlot;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What do designs cost? */
@Command(
        name = "cost",
        description = {
            "Count what designs cost: list entries walked and grace periods waited for when groups are removed, memory, charges.",
            "Counted work of the models, never seconds: the figures are the same on every machine."
        },
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  kmemcg cost                                   all designs",
            "  kmemcg cost percache scalable --up-to 100000 --svg growth.svg",
            "",
            "An exponent of 2 means that twice as many groups take four times the work. 100,000 groups take up to 2 GB and a minute."
        })
final class CostCommand implements Callable<Integer> {
    private static final int MOST = 1_000_000;
    private static final int WITHOUT_STOCKS = 1;

    private final Toolbox toolbox;

    @Parameters(paramLabel = "DESIGN", arity = "0..*", description = "The designs to measure. Default: all.")
    private List<String> designs = List.of();

    @Option(names = "--up-to", paramLabel = "N", description = "So many groups at most. Default: ${DEFAULT-VALUE}.")
    private int upTo = 3_200;

    @Option(names = "--svg", paramLabel = "FILE", description = "Draw the growth into this file.")
    private @Nullable Path svg;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    CostCommand(Toolbox toolbox) {
        this.toolbox = toolbox;
    }

    @Override
    public Integer call() {
        if (upTo < 2 * Growth.FEWEST || upTo > MOST) {
            throw new InputError(
                    "a growth from %,d groups on cannot be measured up to %,d".formatted(Growth.FEWEST, upTo),
                    "--up-to",
                    "write a number from %d to %d".formatted(2 * Growth.FEWEST, MOST));
        }
        long start = System.nanoTime();
        Inventory inventory = toolbox.inventory().get();
        List<DesignEntry> chosen = inventory.designs(designs);
        List<Growth> growths =
                chosen.stream().map(design -> Growth.of(design, upTo)).toList();
        tell(CostReport.removing(growths, false));
        tell(CostReport.standing(growths, false));
        tell(CostReport.prices(chosen.stream().flatMap(CostCommand::prices).toList(), false));
        List<PageMemory> pages = chosen.stream()
                .flatMap(design -> PageMemory.of(design).stream())
                .toList();
        if (!pages.isEmpty()) {
            tell(CostReport.pages(pages, false));
        }
        List<SlabinfoReading> readings = readings(chosen, inventory.bugs());
        if (!readings.isEmpty()) {
            tell(CostReport.slabinfo(readings, false));
        }
        draw(growths);
        tell("measured in %.1f s, with %,d MB of memory at the most%n"
                .formatted((System.nanoTime() - start) / 1e9, peak() >> 20));
        return ExitCode.HOLDS;
    }

    /** With stocks as large as the kernel's, and with the smallest if that makes a difference. */
    private static Stream<Price> prices(DesignEntry design) {
        Price stocked = Price.of(design, Geometry.KERNEL.chargeBatch());
        Price bare = Price.of(design, WITHOUT_STOCKS);
        return bare.equalsButForStocks(stocked) ? Stream.of(stocked.withoutStocks()) : Stream.of(stocked, bare);
    }

    /** As the designs have it, and as it was in kernels before. */
    private static List<SlabinfoReading> readings(List<DesignEntry> designs, List<HistoricalBug> bugs) {
        List<SlabinfoReading> readings = new ArrayList<>();
        for (DesignEntry design : designs) {
            bugs.stream()
                    .filter(bug ->
                            bug.design().equals(design.name()) && bug.breaks().contains(Invariant.OBSERVATION))
                    .forEach(
                            bug -> SlabinfoReading.of(bug.name(), bug.factory()).ifPresent(readings::add));
            SlabinfoReading.of(design.name(), design.factory()).ifPresent(readings::add);
        }
        return readings;
    }

    private void draw(List<Growth> growths) {
        if (svg != null) {
            OutputFile.write(svg, GrowthPlot.svg(growths));
        }
    }

    private void tell(String text) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(text.stripTrailing());
        out.println();
        out.flush();
    }

    /** Bytes of heap that were in use at the most. */
    private static long peak() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .mapToLong(pool -> pool.getPeakUsage().getUsed())
                .sum();
    }
}
