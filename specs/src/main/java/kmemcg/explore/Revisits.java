package kmemcg.explore;

import kmemcg.explore.GracePeriods.Verdict;

/** Goes back to an earlier event, and on from there in a graph that keeps only what does not depend on what is deleted. */
final class Revisits {
    private final SearchPath path;

    /** Where events of the last restricted graph are in its copy. */
    private int[] map = new int[0];

    Revisits(SearchPath path) {
        this.path = path;
    }

    /**
     * Moves to where a write, which is open in the graph, revisits a read.
     *
     * @return the frame that offers the write's places there, at which the read is to be bound to it
     */
    Frame begin(Frame write, int reader) {
        Graph graph = path.graph();
        boolean blocks = graph.kind[reader].waits() && !Waiting.wants(graph.note[reader], write.value, write.object);
        restrict(graph, reader, graph.events, reader, blocks ? EventKind.BLOCKED : graph.kind[reader]);
        path.descend();
        Frame places = path.newFrame(write.thread, write.kind, write.cell);
        places.value = write.value;
        places.object = write.object;
        places.bind = map[reader];
        path.graph().open(write.thread, write.kind);
        if (blocks) {
            Options.offerLastPlace(places, path.graph());
        } else {
            Options.offerPlaces(places, path.graph());
        }
        return places;
    }

    private void restrict(Graph graph, int end, int kept, int revisited, EventKind revisitedKind) {
        if (map.length < graph.capacity()) {
            map = new int[graph.capacity()];
        }
        Restriction.make(graph, path.spare(), end, kept, revisited, revisitedKind, map);
    }

    /**
     * After an event was added, or a read bound to it: sees to grace periods.
     *
     * @param cause the event whose choice made the difference
     */
    Taken settle(int event, int cause) {
        Graph graph = path.graph();
        Verdict verdict = graph.rcu.settle();
        if (verdict == Verdict.CONSISTENT) {
            return Taken.DONE;
        }
        Taken step = Taken.FAILED;
        if (verdict == Verdict.CONSTRAINED && mayTakeBackGrace(graph, event, cause)) {
            step = takeBackGrace(graph, kept(graph, event, cause));
        }
        graph.pop();
        return step;
    }

    /** What the unfinished section that has turned out to precede the end of a grace period goes on from. */
    private static int kept(Graph graph, int event, int cause) {
        return graph.rcu.constrainedThread() == graph.thread[event] ? event : cause;
    }

    private static boolean mayTakeBackGrace(Graph graph, int event, int cause) {
        int end = graph.rcu.constrainingEnd();
        int kept = kept(graph, event, cause);
        return graph.rcu.constrainedThread() == graph.thread[kept]
                && (kept != event || cause == event || cause <= end)
                && !graph.prefix.has(kept, end)
                && new Maximality(graph, kept).holdsFrom(end);
    }

    /**
     * An unfinished section has turned out to precede a grace period that has ended. Its later accesses could not be free, so
     * the end is deleted with all that came after it, as if the section had revisited it, and waits until the section is over.
     */
    private Taken takeBackGrace(Graph graph, int kept) {
        restrict(graph, graph.rcu.constrainingEnd(), kept, -1, EventKind.END);
        path.descend();
        Graph copy = path.graph();
        return copy.rcu.settle() == Verdict.CONSISTENT && copy.rcu.isHeldUp(copy.thread[map[kept]])
                ? Taken.MOVED
                : Taken.FAILED;
    }
}
