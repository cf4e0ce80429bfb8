package kmemcg.trace;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import kmemcg.property.reference.PageStock;
import org.jspecify.annotations.Nullable;

/**
 * Every CPU's page stock: whose pages it holds exactly, and how many at most.
 *
 * <p>User pages served from the stock print no line, so the replay knows only what was put in and what the kernel's own
 * charges took out again; the true content is at or below that.
 */
final class PageStocks {
    private final long batch;
    private final Map<Integer, PageStock<Group>> stocks = new HashMap<>();
    private final Map<Integer, @Nullable Group> drained = new HashMap<>();
    private final Set<Integer> known = new HashSet<>();

    PageStocks(long batch) {
        this.batch = batch;
    }

    /** False until a line shows what the CPU's stock holds. */
    boolean isKnown(int cpu) {
        return known.contains(cpu);
    }

    @Nullable
    Group owner(int cpu) {
        return on(cpu).cached();
    }

    /** Pages the stock holds at most. */
    long atMost(int cpu) {
        return on(cpu).pages();
    }

    /** Pages a charge of {@code pages} asks the counters for at its first attempt. */
    long chargeSize(long pages) {
        return new PageStock<Group>(batch).chargeSize(pages);
    }

    /** The stock serves a charge without asking the counters; false when it cannot have held enough. */
    boolean serve(int cpu, Group group, long pages) {
        settle(cpu);
        return on(cpu).consume(group, pages);
    }

    /** The stock could not serve a charge: it holds fewer pages of the group. */
    void fellShort(int cpu, Group group, long pages) {
        PageStock<Group> stock = on(cpu);
        if (group.equals(stock.cached())) {
            stock.learn(group, Math.max(0, Math.min(stock.pages(), pages - 1)));
        }
    }

    /** Pages were put in and none were drained first. */
    void put(int cpu, Group group, long pages) {
        known.add(cpu);
        PageStock<Group> stock = on(cpu);
        stock.learn(group, (group.equals(stock.cached()) ? stock.pages() : 0) + pages);
    }

    /** True when the stock may hold more than a batch, and then is drained. */
    boolean overflows(int cpu) {
        return atMost(cpu) > batch;
    }

    void drained(int cpu, @Nullable Group group) {
        known.add(cpu);
        on(cpu).drain();
        drained.put(cpu, group);
    }

    /** The group whose pages a CPU's stock held when it was drained last. */
    @Nullable
    Group lastDrained(int cpu) {
        return drained.get(cpu);
    }

    /** Between calls a stock never holds more than a batch: it was drained, or held less than replayed. */
    void settle(int cpu) {
        PageStock<Group> stock = on(cpu);
        stock.learn(stock.cached(), Math.min(batch, stock.pages()));
    }

    private PageStock<Group> on(int cpu) {
        return stocks.computeIfAbsent(cpu, unused -> new PageStock<>(batch));
    }
}
