package kmemcg.machine.jvm;

import java.util.List;
import kmemcg.machine.Finding;
import kmemcg.machine.Invariant;
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
final class LockOrder {
    private final Findings findings;

    /** Written under the monitor; read without, since almost every edge is an old one. */
    private volatile PMap<String, PSet<String>> edges = TreePMap.empty();

    LockOrder(Findings findings) {
        this.findings = findings;
    }

    /** The task holds these locks, oldest first, and is about to wait for one of another class. */
    void taking(String task, List<HeldLock> held, String next) {
        for (HeldLock outer : held) {
            if (!after(outer.lockClass()).contains(next)) {
                learn(task, outer.lockClass(), next);
            }
        }
    }

    private synchronized void learn(String task, String outer, String inner) {
        if (after(outer).contains(inner)) {
            return;
        }
        edges = edges.plus(outer, after(outer).plus(inner));
        List<String> back = path(inner, outer);
        if (!back.isEmpty()) {
            findings.record(new Finding(Invariant.PROGRESS, "lock order", circle(task, outer, inner, back)));
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
