package kmemcg.explore;

import org.jspecify.annotations.Nullable;

/** Adds the events that can be added in several ways: in the first at once, and in the others when the search comes back. */
final class Choices {
    private final ExplorerMachine machine;
    private final SearchPath path;
    private final Revisits revisits;

    Choices(ExplorerMachine machine, SearchPath path, Revisits revisits) {
        this.machine = machine;
        this.path = path;
        this.revisits = revisits;
    }

    /**
     * Adds a read.
     *
     * @param wanted what it waits for; null if it does not wait
     */
    Taken addRead(int thread, EventKind kind, ExploredCell cell, @Nullable Object wanted) {
        Graph graph = path.graph();
        Frame frame = path.newFrame(thread, kind, cell.number);
        frame.note = wanted;
        graph.open(thread, kind);
        Options.offerWrites(frame, graph, cell, wanted);
        return decide(frame);
    }

    /** Adds a write. */
    Taken addWrite(int thread, EventKind kind, ExploredCell cell, long value, @Nullable Object object) {
        Graph graph = path.graph();
        Frame frame = path.newFrame(thread, kind, cell.number);
        frame.value = value;
        frame.object = object;
        graph.open(thread, kind);
        Options.offerPlaces(frame, graph);
        Options.offerRevisits(frame, graph);
        return decide(frame);
    }

    /** Takes the first option, and keeps the frame if there are others. */
    private Taken decide(Frame frame) {
        if (frame.count() == 0) {
            return Taken.FAILED;
        }
        if (frame.count() > 1 || !frame.beginsForward()) {
            if (path.isDeepEnough()) {
                return Taken.CUT;
            }
            path.keep(frame);
        }
        return takeNext(frame);
    }

    /** Takes the next option of a frame that the search has come back to. */
    Taken resume(Frame frame) {
        path.graph().open(frame.thread, frame.kind);
        return takeNext(frame);
    }

    /** Takes the next option of a frame whose event is open in the graph. */
    private Taken takeNext(Frame frame) {
        int option = frame.next();
        if (Frame.isRevisit(option)) {
            return revisit(frame, Frame.revisited(option));
        }
        Graph graph = path.graph();
        int event = graph.events;
        graph.value[event] = frame.value;
        graph.object[event] = frame.object;
        graph.note[event] = frame.note;
        if (frame.kind.isWrite()) {
            return place(frame, option);
        }
        return option == Frame.BLOCK ? block(frame) : read(frame, option);
    }

    private Taken read(Frame frame, int write) {
        Graph graph = path.graph();
        int event = graph.closeRead(frame.cell, write);
        if (write < 0) {
            machine.cell(frame.cell).initialise(graph, event);
        }
        Taken taken = revisits.settle(event, event);
        if (taken == Taken.DONE && isLost(graph, frame, write)) {
            graph.pop();
            return Taken.FAILED;
        }
        return taken;
    }

    /**
     * Whether the read belongs to a read-modify-write whose write, which is surely next, has no option left: somebody else's
     * has taken its place. Given up at once, without running the thread.
     */
    private boolean isLost(Graph graph, Frame frame, int write) {
        if (!frame.kind.precedesWrite() || graph.after(frame.cell, write) < 0) {
            return false;
        }
        graph.open(frame.thread, EventKind.RMW_WRITE);
        return !Options.hasAny(graph, frame.cell, write);
    }

    private Taken block(Frame frame) {
        Graph graph = path.graph();
        graph.kind[graph.events] = EventKind.BLOCKED;
        graph.closeBlocked(frame.cell, graph.lastWrite[frame.cell]);
        return Taken.MOVED;
    }

    private Taken place(Frame frame, int before) {
        Graph graph = path.graph();
        int event = graph.closeWrite(frame.cell, before);
        int reader = frame.bind;
        if (reader < 0) {
            return revisits.settle(event, event);
        }
        if (!Consistency.mayBind(graph, reader, event)) {
            graph.pop();
            return Taken.FAILED;
        }
        graph.bind(reader, event);
        return revisits.settle(event, reader) == Taken.FAILED ? Taken.FAILED : Taken.MOVED;
    }

    private Taken revisit(Frame frame, int reader) {
        Frame places = revisits.begin(frame, reader);
        if (places.count() == 0) {
            return Taken.FAILED;
        }
        if (places.count() > 1) {
            path.keep(places);
        }
        return takeNext(places);
    }
}
