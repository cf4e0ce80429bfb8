package kmemcg.machine.jvm;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import kmemcg.machine.Finding;
import kmemcg.machine.Invariant;

/**
 * Can the locks be taken in a circle? A directed graph over lock classes has an edge from each held class to the class taken
 * next; a new edge that closes a cycle is a possible deadlock, whether or not this execution met it.
 *
 * <p>Source: the lock-order validator of Linux, Documentation/locking/lockdep-design.rst. Unlike there, interrupts have no
 * classes of their own and a shared acquisition counts like an exclusive one.
 */
final class LockOrder {
    private final Findings findings;
    private final Map<String, Set<String>> successors = new ConcurrentHashMap<>();

    LockOrder(Findings findings) {
        this.findings = findings;
    }

    /** The task holds these classes, oldest first, and is about to wait for another. */
    void taking(String task, List<String> held, String next) {
        for (String outer : held) {
            if (!successorsOf(outer).contains(next)) {
                learn(task, outer, next);
            }
        }
    }

    private synchronized void learn(String task, String outer, String inner) {
        boolean isNew = successorsOf(outer).add(inner);
        List<String> back = isNew ? path(inner, outer) : List.of();
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

    private Set<String> successorsOf(String lockClass) {
        return successors.computeIfAbsent(lockClass, unseen -> ConcurrentHashMap.newKeySet());
    }

    /** A shortest path, or nothing. Breadth first. */
    private List<String> path(String from, String to) {
        Map<String, String> cameFrom = new HashMap<>();
        Deque<String> frontier = new ArrayDeque<>(List.of(from));
        while (!frontier.isEmpty()) {
            String here = frontier.remove();
            if (here.equals(to)) {
                return unwind(cameFrom, from, to);
            }
            for (String next : successorsOf(here)) {
                if (cameFrom.putIfAbsent(next, here) == null) {
                    frontier.add(next);
                }
            }
        }
        return List.of();
    }

    private static List<String> unwind(Map<String, String> cameFrom, String from, String to) {
        Deque<String> path = new ArrayDeque<>(List.of(to));
        while (!path.element().equals(from)) {
            path.push(Objects.requireNonNull(cameFrom.get(path.element())));
        }
        return List.copyOf(path);
    }
}
