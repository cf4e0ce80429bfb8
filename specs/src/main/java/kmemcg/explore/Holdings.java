package kmemcg.explore;

/** What a thread holds at some event of its own: locks and read-side sections. */
final class Holdings {
    private Holdings() {}

    /** Whether a thread holds a lock after an event and all before it in program order; -1 stands for its beginning. */
    static boolean lock(Graph graph, int last, int lock) {
        for (int event = last; event >= 0; event = graph.po[event]) {
            if (graph.cell[event] == lock && graph.kind[event].isWrite()) {
                return graph.kind[event] == EventKind.LOCK_WRITE;
            }
        }
        return false;
    }

    /** Where a thread entered the section that it is in after an event; -1 if it is in none of the flavour. */
    static int section(Graph graph, int last, long flavour) {
        for (int event = last; event >= 0; event = graph.po[event]) {
            EventKind kind = graph.kind[event];
            boolean isSection = kind == EventKind.RCU_LOCK || kind == EventKind.RCU_UNLOCK;
            if (isSection && graph.value[event] == flavour) {
                return kind == EventKind.RCU_LOCK ? event : -1;
            }
        }
        return -1;
    }
}
