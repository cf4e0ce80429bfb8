package kmemcg.explore;

import kmemcg.explore.Explorer.Leaf;

/**
 * Whose turn it is. A read-modify-write that was revisited is finished first. Then the thread of the last event goes on as long as
 * it can; then the first that can; a grace period ends last of all.
 */
final class Schedule {
    private Schedule() {}

    /** The thread that goes on; -1 if none can. */
    static int next(Graph graph) {
        int ready = -1;
        int grace = -1;
        for (int thread = 0; thread < graph.threads; thread++) {
            int last = graph.last[thread];
            if (last < 0) {
                ready = ready < 0 && graph.isPresent(thread) ? thread : ready;
            } else if (graph.kind[last].isRmwRead()) {
                return thread;
            } else if (ready < 0 && graph.kind[last] != EventKind.END) {
                ready = isReady(graph, last) ? thread : -1;
                grace = grace < 0 && waitsForGrace(graph, last) ? thread : grace;
            }
        }
        if (ready >= 0 && graph.events > 0 && isReady(graph, graph.events - 1)) {
            return graph.thread[graph.events - 1];
        }
        return ready >= 0 ? ready : grace;
    }

    /** Whether a thread can go on after its last event. */
    private static boolean isReady(Graph graph, int last) {
        return switch (graph.kind[last]) {
            case END, STUCK, GRACE_START -> false;
            case JOINING -> Waiting.mayJoin(graph, last);
            case BLOCKED -> Waiting.isOver(graph, last);
            default -> true;
        };
    }

    private static boolean waitsForGrace(Graph graph, int last) {
        return graph.kind[last] == EventKind.GRACE_START && graph.rcu.mayEnd(last);
    }

    /** What has become of an execution in which no thread can go on. */
    static Leaf end(Graph graph) {
        boolean isComplete = true;
        boolean isForEver = true;
        for (int thread = 0; thread < graph.threads; thread++) {
            if (graph.isPresent(thread) && !graph.hasEnded(thread)) {
                isComplete = false;
                isForEver &= waitsForEver(graph, graph.last[thread]);
            }
        }
        if (isComplete) {
            return Leaf.COMPLETE;
        }
        return isForEver ? Leaf.DEADLOCKED : Leaf.BLOCKED;
    }

    /** Whether what a thread waits for cannot come: it has seen the newest there is. */
    private static boolean waitsForEver(Graph graph, int last) {
        return switch (graph.kind[last]) {
            case BLOCKED -> !Waiting.wantsNewest(graph, last);
            case STUCK -> Waiting.allReadNewest(graph, last);
            default -> true;
        };
    }
}
