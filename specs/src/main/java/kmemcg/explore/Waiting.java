package kmemcg.explore;

import java.util.function.LongPredicate;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * How a thread waits for a value. If the newest write of the cell is not what it wants, one alternative is to wait, and there is
 * only one: waiting because of an older write would never end. A waiting thread looks again when something that it wants is
 * written. It may then take only what was written since, since another alternative took what was there before.
 */
final class Waiting {
    private Waiting() {}

    /** Whether a value is what a waiting read wants: what the read's note says. */
    @SuppressWarnings("unchecked")
    static boolean wants(@Nullable Object wanted, long value, @Nullable Object object) {
        return wanted instanceof LongPredicate word
                ? word.test(value)
                : wanted == null || ((Predicate<@Nullable Object>) wanted).test(object);
    }

    /** Whether the thread, waiting or about to, may take a write: one it wants, and has not declined before. */
    static boolean mayTake(Graph graph, int thread, ExploredCell cell, int write, Object wanted) {
        int last = graph.last[thread];
        if (last >= 0 && graph.kind[last] == EventKind.BLOCKED && !isNews(graph, last, write)) {
            return false;
        }
        return write < 0
                ? wants(wanted, cell.initialLong(), cell.initialObject())
                : wants(wanted, graph.value[write], graph.object[write]);
    }

    /** Whether something has been written that a blocked thread wants. */
    static boolean isOver(Graph graph, int blocked) {
        for (int write = graph.lastWrite[graph.cell[blocked]]; write >= 0; write = graph.from[write]) {
            if (isNews(graph, blocked, write) && wants(graph.note[blocked], graph.value[write], graph.object[write])) {
                return true;
            }
        }
        return false;
    }

    /** Whether the newest write of the cell is what a blocked thread wants, and another execution lets it have that. */
    static boolean wantsNewest(Graph graph, int blocked) {
        int newest = graph.lastWrite[graph.cell[blocked]];
        return newest >= 0 && wants(graph.note[blocked], graph.value[newest], graph.object[newest]);
    }

    /**
     * Whether a write came after the thread began to wait. If a later write made it wait, by revisiting, what followed that one
     * counts.
     */
    private static boolean isNews(Graph graph, int blocked, int write) {
        int seen = graph.from[blocked];
        return seen > blocked ? write > seen && graph.prefix.has(write, seen) : write > blocked;
    }

    /** Whether the activity that a thread waits for has ended, or all have. */
    static boolean mayJoin(Graph graph, int joining) {
        return graph.object[joining] instanceof Activity activity
                ? activity.threadIn(graph) >= 0 && graph.hasEnded(activity.threadIn(graph))
                : haveAllEnded(graph, graph.thread[joining]);
    }

    static boolean haveAllEnded(Graph graph, int butThread) {
        for (int thread = 0; thread < graph.threads; thread++) {
            if (thread != butThread
                    && graph.isPresent(thread)
                    && graph.spawnOf(thread) >= 0
                    && !graph.hasEnded(thread)) {
                return false;
            }
        }
        return true;
    }

    /** Whether any read after an event, up to another one, was of the newest write when it was made. */
    static boolean hasFreshRead(Graph graph, int last, int before) {
        for (int event = last; event != before; event = graph.po[event]) {
            if (graph.kind[event].isRead() && !isOvertaken(graph, event, event)) {
                return true;
            }
        }
        return false;
    }

    /** Whether all reads after an event, up to another one, are of the newest writes there are. */
    static boolean allReadNewest(Graph graph, int stuck) {
        int event = graph.po[stuck];
        for (long left = graph.value[stuck]; left > 0; left--) {
            if (graph.kind[event].isRead() && isOvertaken(graph, event, graph.events)) {
                return false;
            }
            event = graph.po[event];
        }
        return true;
    }

    private static boolean isOvertaken(Graph graph, int read, int end) {
        int newer = graph.after(graph.cell[read], graph.from[read]);
        while (newer >= 0 && newer >= end) {
            newer = graph.link[newer];
        }
        return newer >= 0;
    }
}
