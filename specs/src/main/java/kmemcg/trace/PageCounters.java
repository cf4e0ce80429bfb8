package kmemcg.trace;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import kmemcg.property.reference.CounterTree;
import org.jspecify.annotations.Nullable;

/** The page counters of every group, found by the address a line shows. */
final class PageCounters {
    /** As they lie in struct mem_cgroup. */
    private static final List<Counter> ORDER = List.of(Counter.values());

    private final KernelLayout layout;
    private final Groups groups;
    private final Map<Counter, CounterTree<Group>> trees = new EnumMap<>(Counter.class);
    /** Moves of counters whose group is not known yet, by the counter's address. */
    private final Map<Long, Long> unplaced = new HashMap<>();

    private long changes;

    PageCounters(KernelLayout layout, Groups groups) {
        this.layout = layout;
        this.groups = groups;
        for (Counter counter : ORDER) {
            trees.put(counter, new CounterTree<>());
        }
        groups.onBirth(group -> trees.values().forEach(tree -> tree.add(group, group.parent)));
        groups.onLocated(this::place);
    }

    /** Number of moves so far. */
    long changes() {
        return changes;
    }

    long address(@Nullable Group group, Counter counter) {
        return group == null || group.address == Group.UNKNOWN
                ? 0
                : group.address + layout.memory() + layout.counterSize() * ORDER.indexOf(counter);
    }

    /** The counter at an address, or null when no known group lies there. */
    @Nullable
    CounterOf at(long address) {
        Group group = groups.below(address);
        long offset = group == null ? -1 : address - group.address - layout.memory();
        long index = offset / layout.counterSize();
        if (group == null || offset < 0 || offset % layout.counterSize() != 0 || index >= ORDER.size()) {
            return null;
        }
        return new CounterOf(group, ORDER.get((int) index));
    }

    /** Moves the counter at an address and all above it. */
    void move(long address, long pages) {
        CounterOf counter = at(address);
        if (counter == null) {
            unplaced.merge(address, pages, Long::sum);
        } else {
            tree(counter.counter()).charge(counter.group(), pages);
        }
        changes++;
    }

    long usage(Counter counter, Group group) {
        return tree(counter).usage(group);
    }

    /** Takes a reading as the usage of a group whose earlier charges were not seen. */
    void learn(Counter counter, Group group, long pages) {
        tree(counter).correct(group, pages - usage(counter, group));
    }

    /** The nearest level at or above a counter that is below zero, or null. */
    @Nullable
    Group negative(CounterOf counter) {
        CounterTree<Group> tree = tree(counter.counter());
        for (Group group = counter.group(); group != null && group != groups.root(); group = group.parent) {
            if (tree.usage(group) < 0) {
                return group;
            }
        }
        return null;
    }

    /** Drops a freed group, unless children that should have gone before are still there. */
    void forget(Group group) {
        trees.values().stream().filter(tree -> !tree.hasChildren(group)).forEach(tree -> tree.remove(group));
    }

    private void place(Group group) {
        for (Iterator<Map.Entry<Long, Long>> moves = unplaced.entrySet().iterator(); moves.hasNext(); ) {
            Map.Entry<Long, Long> move = moves.next();
            CounterOf counter = at(move.getKey());
            if (counter != null && counter.group() == group) {
                tree(counter.counter()).charge(group, move.getValue());
                moves.remove();
            }
        }
    }

    private CounterTree<Group> tree(Counter counter) {
        CounterTree<Group> tree = trees.get(counter);
        if (tree == null) {
            throw new IllegalStateException("no tree for " + counter);
        }
        return tree;
    }
}
