package kmemcg.explore;

/**
 * An execution graph: events in the order in which they were added, the write that each read reads from, and the coherence
 * order of each cell. All state of an execution is here, so nothing has to be initialised again between two executions.
 *
 * <p>Events are numbers. The last one can be taken back ({@link #pop}), which is how alternatives are tried without copying.
 * Two relations are kept closed under transitivity, one row of bits per event: {@link #prefix}, program order and reads-from,
 * is what an event depends on; {@link #order} is what the memory model demands. A third, {@link #happensBefore}, is the first
 * one plus RCU's guarantee.
 */
final class Graph extends GraphTables {
    /** In place of a write: a read that is about to be bound. */
    static final int UNBOUND = -2;

    final MemoryModel model;
    final GracePeriods rcu;
    final Rows prefix;
    final Rows order;
    private final Rows happens;

    Graph(MemoryModel model, int capacity) {
        super(capacity);
        this.model = model;
        this.rcu = new GracePeriods(this);
        this.prefix = new Rows(capacity);
        this.order = new Rows(capacity);
        this.happens = new Rows(capacity);
    }

    @Override
    void grow() {
        super.grow();
        prefix.grow(capacity());
        order.grow(capacity());
        happens.grow(capacity());
    }

    /** Empties it, for so many threads that begin by themselves and so many cells and objects that are there already. */
    void reset(int staticThreads, int staticCells, int staticBirths) {
        clear(staticThreads, staticCells, staticBirths);
        order.forget();
        happens.forget();
        prefix.forget();
        rcu.reset();
    }

    /** Becomes what another graph was when it had so many events. */
    void becomePrefixOf(Graph other, int end) {
        while (capacity() < other.capacity()) {
            grow();
        }
        copyTables(other);
        order.copy(other.order, end);
        prefix.copy(other.prefix, end);
        if (other.rcu.isUsed()) {
            happens.copy(other.happens, end);
        } else {
            happens.forget();
        }
        rcu.copy(other.rcu);
        while (events > end) {
            pop();
        }
        reserveNumbers(other);
    }

    // ---- adding an event: open, ask what is consistent, then close

    /** Begins a new event: computes what comes before it, whatever it will read or overwrite. */
    void open(int ofThread, EventKind ofKind) {
        if (events == capacity()) {
            grow();
        }
        int event = events;
        int before = last[ofThread];
        int cause = causeOfNext(ofThread);
        kind[event] = ofKind;
        thread[event] = ofThread;
        po[event] = before;
        ordinal[event] = before < 0 ? 0 : ordinal[before] + 1;
        bound[event] = -1;
        note[event] = null;
        mark(event);
        prefix.begin(event, cause);
        if (model == MemoryModel.SC) {
            order.begin(event, cause);
        } else {
            openStreams(event, before);
        }
        if (rcu.isUsed()) {
            happens.begin(event, cause);
        }
    }

    /** Notes what there is to return to when the event is taken back. */
    private void mark(int event) {
        orderMark[event] = order.mark();
        happensMark[event] = happens.mark();
        prefixMark[event] = prefix.mark();
        settledMark[event] = rcu.settledEvents();
    }

    private void openStreams(int event, int before) {
        int prompt = before;
        int delayed = -1;
        if (before >= 0 && model.delays(kind[before])) {
            delayed = before;
            prompt = otherStream[before];
        } else if (before >= 0) {
            delayed = otherStream[before];
        }
        order.begin(event, prompt >= 0 ? prompt : spawnOf(thread[event]));
        if (delayed >= 0 && model.awaitsDelayed(kind[event])) {
            order.add(event, delayed);
        }
        otherStream[event] = model.delays(kind[event]) ? prompt : delayed;
    }

    /** The write after another in coherence order, or -1. */
    int after(int ofCell, int write) {
        return write < 0 ? firstWrite[ofCell] : link[write];
    }

    /** Closes the open event, which has no cell. */
    int close(int ofNumber) {
        int event = events;
        cell[event] = -1;
        from[event] = INITIAL;
        number[event] = ofNumber;
        return append();
    }

    /** Closes the open event: a read of a write that it may read, or of none yet. */
    int closeRead(int ofCell, int write) {
        int event = events;
        cell[event] = ofCell;
        link[event] = readers[ofCell];
        readers[ofCell] = event;
        append();
        from[event] = UNBOUND;
        if (write != UNBOUND) {
            read(event, write);
        }
        return event;
    }

    private void read(int event, int write) {
        from[event] = write;
        if (write >= 0) {
            value[event] = value[write];
            object[event] = object[write];
            prefix.add(event, write);
            if (thread[write] != thread[event]) {
                order.add(event, write);
            }
            if (rcu.isUsed()) {
                happens.add(event, write);
            }
        }
        int overwriting = after(cell[event], write);
        if (overwriting >= 0) {
            putBefore(event, overwriting);
        }
    }

    private void putBefore(int earlier, int later) {
        order.insert(earlier, later, events);
        rcu.connected(earlier, later);
    }

    /** Closes the open event: a blocked one, that has looked at a write. It constrains nothing. */
    int closeBlocked(int ofCell, int write) {
        int event = events;
        cell[event] = ofCell;
        link[event] = readers[ofCell];
        readers[ofCell] = event;
        from[event] = write;
        return append();
    }

    /** Closes the open event: a write immediately after one that it may follow. */
    int closeWrite(int ofCell, int write) {
        int event = events;
        int overwriting = after(ofCell, write);
        cell[event] = ofCell;
        linkWrite(event, write, overwriting);
        if (write >= 0) {
            order.add(event, write);
        }
        for (int reader = readers[ofCell]; reader >= 0; reader = link[reader]) {
            if (from[reader] == write && kind[reader] != EventKind.BLOCKED) {
                order.add(event, reader);
            }
        }
        append();
        if (overwriting >= 0) {
            putBefore(event, overwriting);
        }
        return event;
    }

    private void linkWrite(int event, int before, int after) {
        from[event] = before;
        link[event] = after;
        if (before < 0) {
            firstWrite[cell[event]] = event;
        } else {
            link[before] = event;
        }
        if (after < 0) {
            lastWrite[cell[event]] = event;
        } else {
            from[after] = event;
        }
    }

    private int append() {
        int event = events++;
        int ofThread = thread[event];
        int before = last[ofThread];
        next[event] = -1;
        last[ofThread] = event;
        if (before < 0) {
            first[ofThread] = event;
        } else {
            next[before] = event;
        }
        return event;
    }

    /** Lets an unbound read, which nothing depends on yet, read the last event, a write; a blocked one only looks at it. */
    void bind(int reader, int write) {
        bound[write] = reader;
        if (kind[reader] == EventKind.BLOCKED) {
            from[reader] = write;
            return;
        }
        order.remember(reader);
        if (rcu.isUsed()) {
            happens.remember(reader);
        }
        read(reader, write);
        rcu.connected(reader, reader);
    }

    private void unbind(int reader) {
        from[reader] = UNBOUND;
        if (kind[reader] == EventKind.BLOCKED) {
            return;
        }
        prefix.begin(reader, po[reader] >= 0 ? po[reader] : spawnOf(thread[reader]));
    }

    // ---- events that are more than accesses

    /** Closes the open event, which begins a thread; the thread. */
    int closeSpawn() {
        int slot = threads;
        addThreads(1, close(slot));
        return slot;
    }

    int closeAllocate(int newCells, int newBirths) {
        int event = close(births);
        value[event] = cells;
        addCells(newCells);
        addBirths(newBirths);
        return event;
    }

    int closeFree(int birth) {
        int event = close(birth);
        freedBy[birth] = event;
        return event;
    }

    /** Closes the open event, which knows that a thread has ended. */
    int closeJoin(int ended) {
        int event = close(ended);
        joinEnd(event, last[ended]);
        return event;
    }

    /** Closes the open event, which knows that all spawned threads but its own have ended. */
    int closeJoinAll() {
        int event = close(-1);
        for (int slot = 0; slot < threads; slot++) {
            if (spawnOf(slot) >= 0 && slot != thread[event] && hasEnded(slot)) {
                joinEnd(event, last[slot]);
            }
        }
        return event;
    }

    private void joinEnd(int event, int end) {
        prefix.add(event, end);
        order.add(event, end);
        if (rcu.isUsed()) {
            happens.add(event, end);
        }
    }

    // ---- taking back

    /** Takes back the last event. */
    void pop() {
        int event = --events;
        order.undo(orderMark[event]);
        happens.undo(happensMark[event]);
        prefix.undo(prefixMark[event]);
        rcu.returnTo(settledMark[event]);
        unlink(event);
        int ofThread = thread[event];
        last[ofThread] = po[event];
        if (po[event] < 0) {
            first[ofThread] = -1;
        } else {
            next[po[event]] = -1;
        }
        object[event] = null;
    }

    private void unlink(int event) {
        switch (kind[event]) {
            case SPAWN -> threads = number[event];
            case ALLOCATE -> {
                cells = (int) value[event];
                births = number[event];
            }
            case FREE -> freedBy[number[event]] = -1;
            case RCU_LOCK, RCU_UNLOCK, GRACE_START, GRACE_END -> rcu.takeBack(event);
            default -> {
                if (kind[event].isWrite()) {
                    unlinkWrite(event);
                } else if (cell[event] >= 0) {
                    readers[cell[event]] = link[event];
                }
            }
        }
    }

    private void unlinkWrite(int event) {
        int before = from[event];
        int after = link[event];
        if (before < 0) {
            firstWrite[cell[event]] = after;
        } else {
            link[before] = after;
        }
        if (after < 0) {
            lastWrite[cell[event]] = before;
        } else {
            from[after] = before;
        }
        if (bound[event] >= 0) {
            unbind(bound[event]);
        }
    }

    /** Whether a thread's last event, or any before it, comes after another event. */
    boolean follows(int lastOfThread, int event) {
        if (order.has(lastOfThread, event)) {
            return true;
        }
        int other = model == MemoryModel.SC ? -1 : otherStream[lastOfThread];
        return other >= 0 && order.has(other, event);
    }

    // ---- happens-before

    Rows happensBefore() {
        return rcu.isUsed() ? happens : prefix;
    }

    /** RCU is going to be used from here on. */
    void startHappensBefore() {
        happens.copy(prefix, events);
        happens.forget();
    }
}
