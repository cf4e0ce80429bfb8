package kmemcg.explore;

/**
 * What is left of a graph when something is revisited: the events before a place, and all that one event depends on. What came
 * before the place is as it was then, so it is copied as it is now and the rest taken back; what stays of the rest is added again.
 */
final class Restriction {
    private final Graph source;
    private final Graph copy;
    private final int revisited;
    private final int[] map;

    private Restriction(Graph source, Graph copy, int revisited, int[] map) {
        this.source = source;
        this.copy = copy;
        this.revisited = revisited;
        this.map = map;
    }

    /**
     * Makes a restricted copy.
     *
     * @param end the first event that need not stay
     * @param kept the event on whose account others stay; it stays too if it is closed
     * @param revisited a read that stays, not bound to any write; -1 for none
     * @param revisitedKind what the read is in the copy
     * @param map gets each event's number in the copy, -1 if it is gone
     */
    static void make(Graph source, Graph copy, int end, int kept, int revisited, EventKind revisitedKind, int[] map) {
        copy.becomePrefixOf(source, end);
        for (int event = 0; event < end; event++) {
            map[event] = event;
        }
        Restriction restriction = new Restriction(source, copy, revisited, map);
        for (int event = end; event < source.events; event++) {
            boolean stays = event == kept || event == revisited || source.prefix.has(kept, event);
            map[event] = stays ? copy.events : -1;
            if (stays) {
                restriction.add(event, event == revisited ? revisitedKind : source.kind[event]);
            }
        }
        copy.rcu.settle();
    }

    private void add(int event, EventKind kind) {
        copy.open(source.thread[event], kind);
        int to = copy.events;
        copy.value[to] = source.value[event];
        copy.object[to] = source.object[event];
        copy.note[to] = source.note[event];
        if (kind.isWrite()) {
            addWrite(event);
        } else if (kind.isRead()) {
            copy.closeRead(source.cell[event], sourceOf(event));
        } else if (kind == EventKind.BLOCKED) {
            copy.closeBlocked(source.cell[event], sourceOf(event));
        } else {
            addOther(event, kind);
        }
    }

    /** What a read reads when it is added: nothing yet if it was bound to a later write. */
    private int sourceOf(int read) {
        int write = source.from[read];
        if (read == revisited || write > read) {
            return Graph.UNBOUND;
        }
        return write < 0 ? write : map[write];
    }

    private void addWrite(int event) {
        int write = source.from[event];
        while (write >= 0 && (write > event || map[write] < 0)) {
            write = source.from[write];
        }
        int to = copy.closeWrite(source.cell[event], write < 0 ? Graph.INITIAL : map[write]);
        int reader = source.bound[event];
        if (reader >= 0 && reader != revisited && map[reader] >= 0 && source.from[reader] == event) {
            copy.bind(map[reader], to);
        }
    }

    private void addOther(int event, EventKind kind) {
        if (kind == EventKind.JOIN) {
            addJoin(source.number[event]);
            return;
        }
        int to = copy.close(source.number[event]);
        switch (kind) {
            case SPAWN -> copy.spawnedBy(copy.number[to], to);
            case FREE -> copy.freedBy[copy.number[to]] = to;
            case RCU_LOCK, RCU_UNLOCK, GRACE_START, GRACE_END -> copy.rcu.added(to);
            default -> {}
        }
    }

    private void addJoin(int ended) {
        if (ended < 0) {
            copy.closeJoinAll();
        } else {
            copy.closeJoin(ended);
        }
    }
}
