package kmemcg.report;

import java.util.List;
import java.util.Locale;
import kmemcg.cost.Growth;
import kmemcg.cost.PageMemory;
import kmemcg.cost.Price;
import kmemcg.cost.SlabinfoReading;
import kmemcg.cost.Teardown;
import kmemcg.machine.counting.Counts;

/** What designs cost, as tables; each answers one question. */
public final class CostReport {
    private static final String NONE = "-";

    private CostReport() {}

    /** What it takes to remove groups, and how that grows. */
    public static String removing(List<Growth> growths, boolean colour) {
        Table table = new Table(
                Table.left("design"),
                Table.right("groups"),
                Table.right("list entries walked"),
                Table.right("exponent"),
                Table.right("grace periods waited for"),
                Table.right("under a global mutex"),
                Table.right("RCU callbacks"));
        for (Growth growth : growths) {
            Teardown largest = growth.largest();
            Counts work = largest.work();
            table.row(
                    growth.name(),
                    number(largest.groups()) + (growth.isCutShort() ? "*" : ""),
                    number(work.nodes()),
                    exponent(growth),
                    number(work.waits()),
                    number(work.lockedWaits()),
                    number(work.callbacks()));
        }
        String cut = growths.stream().anyMatch(Growth::isCutShort)
                ? "* more groups take more steps than the budget allows\n"
                : "";
        return "Removing groups that have used %d caches each, or a page:\n%s%s"
                .formatted(Teardown.CACHES, table.text(colour), cut);
    }

    private static String exponent(Growth growth) {
        double exponent = growth.exponent(point -> point.work().nodes());
        return Double.isNaN(exponent) ? NONE : figure(exponent);
    }

    /** What groups take in memory as long as they stand. */
    public static String standing(List<Growth> growths, boolean colour) {
        Table table = new Table(
                Table.left("design"),
                Table.right("groups"),
                Table.right("bytes of each"),
                Table.right("caches"),
                Table.right("bytes of arrays of caches"));
        for (Growth growth : growths) {
            Teardown largest = growth.largest();
            table.row(
                    growth.name(),
                    number(largest.groups()),
                    number(largest.standing().bytes() / largest.groups()),
                    number(caches(largest)),
                    number(largest.standing().bytesOf("CacheArray")));
        }
        return "Memory in use before, words, pointers and list heads of 8 and 16 bytes:\n" + table.text(colour);
    }

    private static long caches(Teardown teardown) {
        return teardown.standing().objects().entrySet().stream()
                .filter(kind -> kind.getKey().endsWith("Cache"))
                .mapToLong(kind -> kind.getValue())
                .sum();
    }

    /** What a charge costs, for each design with two sizes of stocks. */
    public static String prices(List<Price> prices, boolean colour) {
        Table table = new Table(
                Table.left("design"),
                Table.right("stock, pages"),
                Table.right("charge: accesses"),
                Table.right("atomic"),
                Table.right("uncharge: accesses"),
                Table.right("atomic"),
                Table.right("counter updates for both"));
        for (Price price : prices) {
            table.row(
                    price.name(),
                    price.batch() == 0 ? NONE : number(price.batch()),
                    figure(price.charge().accesses()),
                    figure(price.charge().atomics()),
                    figure(price.uncharge().accesses()),
                    figure(price.uncharge().atomics()),
                    String.format(Locale.ROOT, "%.4f", price.updates()));
        }
        return "Charging an object of 192 bytes, or a page, on one CPU and uncharging it, on average, beyond what it costs uncharged:\n"
                + table.text(colour);
    }

    /** What pages take besides themselves. */
    public static String pages(List<PageMemory> pages, boolean colour) {
        Table table = new Table(Table.left("design"), Table.right("bytes of each page"), Table.right("lists it is on"));
        pages.forEach(page -> table.row(page.name(), figure(page.bytes()), figure(page.lists())));
        return "Memory for a page of a process:\n" + table.text(colour);
    }

    /** What readers of slabinfo see. */
    public static String slabinfo(List<SlabinfoReading> readings, boolean colour) {
        Table table = new Table(
                Table.left("design"), Table.right("readings"), Table.right("with an entry missed or repeated"));
        readings.forEach(reading -> table.row(reading.name(), number(reading.readings()), number(reading.wrong())));
        return "Reading slabinfo a buffer at a time, while caches of groups come and go:\n" + table.text(colour);
    }

    private static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    private static String figure(double figure) {
        return String.format(Locale.ROOT, "%.2f", figure);
    }
}
