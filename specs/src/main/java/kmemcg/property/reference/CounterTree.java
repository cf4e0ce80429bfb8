package kmemcg.property.reference;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Hierarchical counters: what is charged to a group is charged to each of its ancestors in the same step.
 *
 * <p>Mirrors page_counter_try_charge, page_counter_charge, page_counter_uncharge and page_counter_set_max (Linux 6.1
 * mm/page_counter.c) without their races: a failing charge leaves no trace here, while in the kernel it is visible for
 * a moment at the levels it passed. The unit is the caller's; the kernel counts pages. Where the kernel warns and
 * clamps at zero, this counter goes negative, so that a caller can see by how much.
 *
 * @param <G> a group
 */
public final class CounterTree<G> {
    private static final class Counter<G> {
        final @Nullable G parent;
        long usage;
        long max = Long.MAX_VALUE;
        int children;

        Counter(@Nullable G parent) {
            this.parent = parent;
        }
    }

    private final Map<G, Counter<G>> counters = new HashMap<>();

    /** A new group with nothing charged and no limit; {@code parent} is null for a root. */
    public void add(G group, @Nullable G parent) {
        if (parent != null) {
            at(parent).children++;
        }
        if (counters.putIfAbsent(group, new Counter<>(parent)) != null) {
            throw new IllegalArgumentException("already there: " + group);
        }
    }

    /** Forgets a group without children. What it still held stays charged to its ancestors, as after css_free. */
    public void remove(G group) {
        Counter<G> counter = at(group);
        if (counter.children != 0) {
            throw new IllegalStateException(group + " has " + counter.children + " children");
        }
        counters.remove(group);
        if (counter.parent != null) {
            at(counter.parent).children--;
        }
    }

    public boolean contains(G group) {
        return counters.containsKey(group);
    }

    public boolean hasChildren(G group) {
        return at(group).children != 0;
    }

    public @Nullable G parent(G group) {
        return at(group).parent;
    }

    public long usage(G group) {
        return at(group).usage;
    }

    /** Charges every level or, when one level would pass its limit, none. Mirrors page_counter_try_charge. */
    public boolean tryCharge(G group, long amount) {
        if (overLimit(group, amount) != null) {
            return false;
        }
        charge(group, amount);
        return true;
    }

    /** The nearest level that {@code amount} more would take above its limit, or null. */
    public @Nullable G overLimit(G group, long amount) {
        for (G level = group; level != null; level = at(level).parent) {
            Counter<G> counter = at(level);
            if (counter.usage + amount > counter.max) {
                return level;
            }
        }
        return null;
    }

    /** Charges every level whatever its limit. Mirrors page_counter_charge. */
    public void charge(G group, long amount) {
        for (G level = group; level != null; level = at(level).parent) {
            at(level).usage += amount;
        }
    }

    /** Takes back from every level. Mirrors page_counter_uncharge. */
    public void uncharge(G group, long amount) {
        charge(group, -amount);
    }

    /** Sets the limit unless usage is already above it. Mirrors page_counter_set_max. */
    public boolean setMax(G group, long max) {
        Counter<G> counter = at(group);
        if (counter.usage > max) {
            return false;
        }
        counter.max = max;
        return true;
    }

    /** Sets the limit whatever the usage is. Mirrors the xchg of memory_max_write (mm/memcontrol.c). */
    public void forceMax(G group, long max) {
        at(group).max = max;
    }

    /** What fits below a group's own limit. Mirrors mem_cgroup_margin (mm/memcontrol.c). */
    public long margin(G group) {
        Counter<G> counter = at(group);
        return Math.max(0, counter.max - counter.usage);
    }

    /** Changes one level alone: for a start that was not seen, since what was charged before it is not known. */
    public void correct(G group, long difference) {
        at(group).usage += difference;
    }

    private Counter<G> at(G group) {
        Counter<G> counter = counters.get(group);
        if (counter == null) {
            throw new IllegalArgumentException("no such group: " + group);
        }
        return counter;
    }
}
