package kmemcg.explore;

import org.jspecify.annotations.Nullable;

/** In which ways an event can be added that is open in a graph. The newest write is always the first option. */
final class Options {
    private Options() {}

    /**
     * What a read may read.
     *
     * @param wanted what it waits for; null if it does not wait
     */
    static void offerWrites(Frame frame, Graph graph, ExploredCell cell, @Nullable Object wanted) {
        int write = graph.lastWrite[cell.number];
        boolean newestIsWanted = false;
        for (boolean isFirst = true; Consistency.mayRead(graph, cell.number, write); isFirst = false) {
            if (wanted == null || Waiting.mayTake(graph, frame.thread, cell, write, wanted)) {
                frame.offer(write);
                newestIsWanted |= isFirst;
            }
            if (write < 0) {
                break;
            }
            write = graph.from[write];
        }
        if (wanted != null && !newestIsWanted) {
            frame.offer(Frame.BLOCK);
        }
    }

    /** Places of a write in coherence order. */
    static void offerPlaces(Frame frame, Graph graph) {
        if (frame.kind.isRmwWrite()) {
            int place = graph.from[graph.last[frame.thread]];
            if (Consistency.mayFollow(graph, frame.cell, place)) {
                frame.offer(place);
            }
            return;
        }
        for (int write = graph.lastWrite[frame.cell]; ; write = graph.from[write]) {
            int overwriting = graph.after(frame.cell, write);
            if (overwriting >= 0 && graph.order.has(graph.events, overwriting)) {
                return;
            }
            if (Consistency.mayFollow(graph, frame.cell, write)) {
                frame.offer(write);
            }
            if (write < 0) {
                return;
            }
        }
    }

    /** The place of a write that makes somebody wait: a wait begins only where the newest write is not what is waited for. */
    static void offerLastPlace(Frame frame, Graph graph) {
        int newest = graph.lastWrite[frame.cell];
        boolean isForced = frame.kind.isRmwWrite();
        if (!isForced || graph.from[graph.last[frame.thread]] == newest) {
            frame.offer(newest);
        }
    }

    /** Reads that might read a write instead of what they have read. */
    static void offerRevisits(Frame frame, Graph graph) {
        for (int reader = graph.readers[frame.cell]; reader >= 0; reader = graph.link[reader]) {
            if (mayRevisit(graph, reader)) {
                frame.offerRevisit(reader);
            }
        }
    }

    /** How many reads are free: a write to their cell might still revisit them, since nothing was chosen after them. */
    static int countFree(Graph graph) {
        Maximality maximality = new Maximality(graph, graph.events);
        int count = 0;
        for (int event = 0; event < graph.events; event++) {
            count += graph.kind[event].isRead() && maximality.holdsFrom(event) ? 1 : 0;
        }
        return count;
    }

    private static boolean mayRevisit(Graph graph, int reader) {
        return graph.kind[reader] != EventKind.BLOCKED
                && !graph.prefix.has(graph.events, reader)
                && new Maximality(graph, graph.events).holdsFrom(reader);
    }

    /** Whether there is any option for a read-modify-write that is open and has read a write. */
    static boolean hasAny(Graph graph, int cell, int write) {
        if (Consistency.mayFollow(graph, cell, write)) {
            return true;
        }
        for (int reader = graph.readers[cell]; reader >= 0; reader = graph.link[reader]) {
            if (mayRevisit(graph, reader)) {
                return true;
            }
        }
        return false;
    }
}
