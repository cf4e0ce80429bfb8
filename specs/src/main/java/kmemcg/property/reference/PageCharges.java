package kmemcg.property.reference;

import java.util.List;
import java.util.stream.IntStream;
import kmemcg.memcg.Geometry;
import kmemcg.memcg.Gfp;
import org.jspecify.annotations.Nullable;

/**
 * Pages charged to groups: out of this CPU's stock, else a whole batch, else exactly; and at a limit reclaim, drain, retry.
 * Mirrors try_charge_memcg, refill_stock, drain_stock and memory_max_write (Linux 6.1 mm/memcontrol.c).
 *
 * <p>With one thread even the retries at a limit have one outcome, so it is predicted and not only bounded. Deviation: no OOM
 * killer.
 */
final class PageCharges {
    private final CounterTree<String> counters = new CounterTree<>();
    private final List<PageStock<String>> stocks;
    private final Geometry geometry;
    private final Relief relief;

    PageCharges(Geometry geometry, int cpus, Relief relief) {
        this.geometry = geometry;
        this.relief = relief;
        this.stocks = IntStream.range(0, cpus)
                .mapToObj(cpu -> new PageStock<String>(geometry.chargeBatch()))
                .toList();
    }

    CounterTree<String> counters() {
        return counters;
    }

    PageStock<String> stock(int cpu) {
        return stocks.get(cpu);
    }

    /** Whether any CPU's stock names a group. */
    boolean isStocked(String group) {
        return stocks.stream().anyMatch(stock -> group.equals(stock.cached()));
    }

    boolean charge(int cpu, String group, long pages, Gfp gfp) {
        if (chargeAhead(cpu, group, pages) || (gfp != Gfp.ATOMIC && relieve(cpu, group, pages))) {
            return true;
        }
        if (gfp == Gfp.NOFAIL) {
            counters.charge(group, pages);
        }
        return gfp == Gfp.NOFAIL;
    }

    private boolean chargeAhead(int cpu, String group, long pages) {
        PageStock<String> stock = stocks.get(cpu);
        if (stock.consume(group, pages)) {
            return true;
        }
        long ahead = stock.chargeSize(pages);
        if (!counters.tryCharge(group, ahead)) {
            return chargeExactly(cpu, group, pages);
        }
        if (ahead > pages) {
            refill(cpu, group, ahead - pages);
        }
        return true;
    }

    private boolean chargeExactly(int cpu, String group, long pages) {
        return stocks.get(cpu).consume(group, pages) || counters.tryCharge(group, pages);
    }

    private boolean relieve(int cpu, String group, long pages) {
        boolean drained = false;
        int retries = geometry.reclaimRetries();
        do {
            String full = counters.overLimit(group, pages);
            if (full == null) {
                throw new IllegalStateException("no level of %s is full".formatted(group));
            }
            relief.reclaim(cpu, full);
            if (counters.margin(full) >= pages) {
                continue;
            }
            if (!drained) {
                relief.drain(cpu, full);
                drained = true;
            } else if (retries-- == 0) {
                return false;
            }
        } while (!chargeExactly(cpu, group, pages));
        return true;
    }

    /** Puts charged pages into a CPU's stock; what must leave for them is uncharged. */
    void refill(int cpu, String group, long pages) {
        stocks.get(cpu).refill(group, pages).forEach(this::uncharge);
    }

    void drain(int cpu) {
        uncharge(stocks.get(cpu).drain());
    }

    private void uncharge(PageStock.@Nullable Drained<String> drained) {
        if (drained != null) {
            counters.uncharge(drained.group(), drained.pages());
        }
    }

    /** Sets a limit; whether usage came below it. */
    boolean limit(int cpu, String group, long max) {
        counters.forceMax(group, max);
        boolean drained = false;
        for (int retries = geometry.reclaimRetries(); counters.usage(group) > max; ) {
            if (!drained) {
                relief.drain(cpu, group);
                drained = true;
            } else if (retries-- > 0) {
                relief.reclaim(cpu, group);
            } else {
                return false;
            }
        }
        return true;
    }

    /** What a charge can do when a group is full. */
    interface Relief {
        /** Frees what can be freed in a subtree. */
        void reclaim(int cpu, String subtree);

        /** Empties this CPU's stocks if they hold something of a subtree, and asks the others to. */
        void drain(int cpu, String subtree);
    }
}
