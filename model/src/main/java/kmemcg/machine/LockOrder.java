package kmemcg.machine;

import java.util.List;
import java.util.function.Consumer;
import org.pcollections.PMap;
import org.pcollections.PSet;
import org.pcollections.PVector;
import org.pcollections.TreePMap;
import org.pcollections.TreePSet;
import org.pcollections.TreePVector;

/**
 * Can the locks be taken in a circle? A directed graph over lock classes has an edge from each held class to the class taken
 * next; a new edge that closes a cycle is a possible deadlock, whether or not this execution met it.
 *
 * <p>Source: the lock-order validator of Linux, Documentation/locking/lockdep-design.rst. Unlike there, interrupts have no
 * classes of their own and a shared acquisition counts like an exclusive one.
 */
public final class LockOrder {
    private final Consumer<Finding> report;

    /** Written under the monitor; read without, since almost every edge is an old one. */
    private volatile PMap<String, PSet<String>> edges = TreePMap.empty();

    /**
     * An empty graph.
     *
     * @param report is told of each circle once, when it is closed
     */
    public LockOrder(Consumer<Finding> report) {
        this.report = report;
    }

    /**
     * A task that holds a lock is about to wait for another one.
     *
     * @param held the class of the lock it holds
     * @param next the class of the lock it takes
     */
    public void taking(String task, String held, String next) {
        if (!after(held).contains(next)) {
            learn(task, held, next);
        }
    }

    /** Adds the edges of another graph. */
    public void add(LockOrder other) {
        other.edges.forEach((held, next) -> next.forEach(lock -> taking("somebody", held, lock)));
    }

    private synchronized void learn(String task, String outer, String inner) {
        if (after(outer).contains(inner)) {
            return;
        }
        edges = edges.plus(outer, after(outer).plus(inner));
        List<String> back = path(inner, outer);
        if (!back.isEmpty()) {
            report.accept(new Finding(Invariant.PROGRESS, "lock order", circle(task, outer, inner, back)));
        }
    }

    private static String circle(String task, String outer, String inner, List<String> back) {
        String here = "%s takes %s -> %s".formatted(task, outer, inner);
        return outer.equals(inner)
                ? here + " without lockNested"
                : here + ", and somebody took " + String.join(" -> ", back);
    }

    private PSet<String> after(String lockClass) {
        return edges.getOrDefault(lockClass, TreePSet.empty());
    }

    /** A shortest path, or nothing. Breadth first. */
    private List<String> path(String from, String to) {
        PSet<String> reached = TreePSet.singleton(from);
        PVector<PVector<String>> frontier = TreePVector.singleton(TreePVector.singleton(from));
        while (!frontier.isEmpty()) {
            PVector<String> path = frontier.get(0);
            frontier = frontier.minus(0);
            String end = path.get(path.size() - 1);
            if (end.equals(to)) {
                return path;
            }
            for (String next : after(end).minusAll(reached)) {
                reached = reached.plus(next);
                frontier = frontier.plus(path.plus(next));
            }
        }
        return List.of();
    }
}
