package kmemcg.explore;

/**
 * May a write revisit a read? Only if what would be deleted, and the read itself, is as it would be if everything were added
 * again without choosing: each read reads the newest write, each write is the newest. Then exactly one of the many executions
 * that differ only in the deleted part does the revisit, and no execution is explored twice.
 *
 * <p>Source: M. Kokologiannakis, I. Marmanis, V. Gladstein, V. Vafeiadis, "Truly Stateless, Optimal Dynamic Partial Order
 * Reduction", POPL 2022, section 4. "Newest" is judged among the events that were there when the event was added, and those
 * that the revisiting one depends on.
 *
 * <p>Deviation: a waiting read whose newest write is not what it wants leaves a {@link EventKind#BLOCKED} event, looks again when
 * something it wants is written, and then adds a new event without deleting any. A blocked event so is always as it would be
 * without choosing, unless a write made it so by revisiting.
 */
final class Maximality {
    private final Graph graph;

    /** The event on whose account others stay: the open one, or one that is closed. */
    private final int kept;

    Maximality(Graph graph, int kept) {
        this.graph = graph;
        this.kept = kept;
    }

    /** Whether all from an event on, but for what stays, is as it would be without choosing. */
    boolean holdsFrom(int first) {
        for (int event = first; event < graph.events; event++) {
            if ((event == first || !stays(event)) && event != kept && !isMaximal(event)) {
                return false;
            }
        }
        return true;
    }

    private boolean stays(int event) {
        return graph.prefix.has(kept, event);
    }

    private boolean wasThere(int other, int event) {
        return other <= event || other == kept || stays(other);
    }

    private boolean isMaximal(int event) {
        EventKind kind = graph.kind[event];
        if (kind.isWrite()) {
            return isNewest(event, event) && !isReadByOlder(event);
        }
        if (kind.isRead()) {
            return isNewest(graph.from[event], event);
        }
        return kind != EventKind.BLOCKED || graph.from[event] < event || isNewestOrFollowed(graph.from[event], event);
    }

    /** Whether the newest write either made the event wait, or depends on the one that did and so wakes it. */
    private boolean isNewestOrFollowed(int write, int event) {
        int newest = write;
        for (int newer = graph.link[write]; newer >= 0; newer = graph.link[newer]) {
            newest = wasThere(newer, event) ? newer : newest;
        }
        return newest == write || graph.prefix.has(newest, write);
    }

    private boolean isNewest(int write, int event) {
        int newer = graph.after(graph.cell[event], write);
        while (newer >= 0 && !wasThere(newer, event)) {
            newer = graph.link[newer];
        }
        return newer < 0;
    }

    private boolean isReadByOlder(int write) {
        for (int reader = graph.readers[graph.cell[write]]; reader >= 0; reader = graph.link[reader]) {
            if (graph.from[reader] == write && wasThere(reader, write)) {
                return true;
            }
        }
        return false;
    }
}
