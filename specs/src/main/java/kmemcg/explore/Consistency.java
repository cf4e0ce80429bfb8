package kmemcg.explore;

/** Which places there are for the open event of a graph, and for a read that is to be bound, without making a cycle in the order. */
final class Consistency {
    private Consistency() {}

    /** Whether the open event may read this write of the cell. */
    static boolean mayRead(Graph graph, int cell, int write) {
        int overwriting = graph.after(cell, write);
        return overwriting < 0
                || (!graph.order.has(graph.events, overwriting) && !hidesOwnWrite(graph, cell, overwriting));
    }

    /** Whether the thread itself has overwritten what the open event would read, and cannot but know it. */
    private static boolean hidesOwnWrite(Graph graph, int cell, int overwriting) {
        int own = graph.model == MemoryModel.SC ? -1 : ownLastWrite(graph, cell);
        for (int write = overwriting; own >= 0 && write >= 0; write = graph.link[write]) {
            if (write == own) {
                return true;
            }
        }
        return false;
    }

    private static int ownLastWrite(Graph graph, int cell) {
        for (int event = graph.po[graph.events]; event >= 0; event = graph.po[event]) {
            if (graph.cell[event] == cell && graph.kind[event].isWrite()) {
                return event;
            }
        }
        return -1;
    }

    /** Whether the open event may be put immediately after this write of the cell. */
    static boolean mayFollow(Graph graph, int cell, int write) {
        int overwriting = graph.after(cell, write);
        return overwriting < 0
                || (!graph.kind[overwriting].isRmwWrite() && !graph.order.has(graph.events, overwriting));
    }

    /** Whether an unbound read may read a write. */
    static boolean mayBind(Graph graph, int reader, int write) {
        int overwriting = graph.link[write];
        return overwriting < 0
                || (!graph.order.has(write, overwriting)
                        && !graph.order.has(reader, overwriting)
                        && !isHidden(graph, reader, overwriting));
    }

    private static boolean isHidden(Graph graph, int reader, int overwriting) {
        for (int write = overwriting; graph.model != MemoryModel.SC && write >= 0; write = graph.link[write]) {
            if (graph.thread[write] == graph.thread[reader] && write < reader) {
                return true;
            }
        }
        return false;
    }
}
