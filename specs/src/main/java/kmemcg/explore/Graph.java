package kmemcg.explore;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * An execution graph: events in the order in which they were added, the write that each read reads from, and the coherence
 * order of each cell. All state of an execution is here, so nothing has to be initialised again between two executions.
 *
 * <p>Events are numbers. The last one can be taken back ({@link #pop}), which is how alternatives are tried without copying.
 * Two relations are kept closed under transitivity, one row of bits per event: {@link #prefix}, program order and reads-from,
 * is what an event depends on; {@link #order} is what the memory model demands. A third, {@link #happensBefore}, is the first
 * one plus RCU's guarantee.
 */
final class Graph {
    /** In place of a write: what the cell held before anything ran. */
    static final int INITIAL = -1;

    /** In place of a write: a read that is about to be bound. */
    static final int UNBOUND = -2;

    private static final int ABSENT = -3;

    final MemoryModel model;
    final GracePeriods rcu;
    Rows prefix;
    Rows order;
    private Rows happens;

    private int capacity;
    int events;
    EventKind[] kind;
    int[] thread;
    int[] cell;

    /** The event before and after in program order, or -1. */
    int[] po;

    int[] next;

    /** The nearest event before in program order that is of the thread's other stream, or -1. */
    private int[] otherStream;

    /** Of a read the write it reads from, of a write the one before it in coherence order. */
    int[] from;

    /** Of a read the reader of the cell added before it, of a write the one after it in coherence order. */
    int[] link;

    /** Of a write the earlier event that it was bound to as the last step of a revisit, or -1. */
    int[] bound;

    /** Of an allocation, spawn, section or grace period: its number. */
    int[] number;

    private int[] mark;
    private int[] happensMark;
    private int[] prefixMark;
    long[] value;

    @Nullable
    Object[] object;
    /** What a waiting read wants; what a failing step says. */
    @Nullable
    Object[] note;

    int threads;
    int[] first = new int[8];
    int[] last = new int[8];
    private int[] spawned = new int[8];

    int cells;
    int[] firstWrite = new int[64];
    int[] lastWrite = new int[64];
    int[] readers = new int[64];

    int births;
    int[] freedBy = new int[16];

    Graph(MemoryModel model, int capacity) {
        this.model = model;
        this.rcu = new GracePeriods(this);
        this.capacity = capacity;
        this.prefix = new Rows(capacity);
        this.order = new Rows(capacity);
        this.happens = new Rows(capacity);
        this.kind = new EventKind[capacity];
        this.thread = new int[capacity];
        this.cell = new int[capacity];
        this.po = new int[capacity];
        this.next = new int[capacity];
        this.otherStream = new int[capacity];
        this.from = new int[capacity];
        this.link = new int[capacity];
        this.bound = new int[capacity];
        this.number = new int[capacity];
        this.mark = new int[capacity];
        this.happensMark = new int[capacity];
        this.prefixMark = new int[capacity];
        this.value = new long[capacity];
        this.object = new Object[capacity];
        this.note = new Object[capacity];
    }

    private void grow() {
        capacity *= 2;
        prefix.grow(capacity);
        order.grow(capacity);
        happens.grow(capacity);
        kind = Arrays.copyOf(kind, capacity);
        thread = Arrays.copyOf(thread, capacity);
        cell = Arrays.copyOf(cell, capacity);
        po = Arrays.copyOf(po, capacity);
        next = Arrays.copyOf(next, capacity);
        otherStream = Arrays.copyOf(otherStream, capacity);
        from = Arrays.copyOf(from, capacity);
        link = Arrays.copyOf(link, capacity);
        bound = Arrays.copyOf(bound, capacity);
        number = Arrays.copyOf(number, capacity);
        mark = Arrays.copyOf(mark, capacity);
        happensMark = Arrays.copyOf(happensMark, capacity);
        prefixMark = Arrays.copyOf(prefixMark, capacity);
        value = Arrays.copyOf(value, capacity);
        object = Arrays.copyOf(object, capacity);
        note = Arrays.copyOf(note, capacity);
    }

    int capacity() {
        return capacity;
    }

    // ---- what is static: threads, cells, kernel objects

    /** Empties it, for so many threads that begin by themselves and so many cells and objects that are there already. */
    void reset(int staticThreads, int staticCells, int staticBirths) {
        events = 0;
        forgetChanges();
        rcu.reset();
        threads = 0;
        while (threads < staticThreads) {
            addThread(INITIAL);
        }
        cells = 0;
        addCells(staticCells);
        births = 0;
        addBirths(staticBirths);
    }

    private void forgetChanges() {
        order.forget();
        happens.forget();
        prefix.forget();
    }

    private int addThread(int spawn) {
        if (threads == first.length) {
            first = Arrays.copyOf(first, threads * 2);
            last = Arrays.copyOf(last, threads * 2);
            spawned = Arrays.copyOf(spawned, threads * 2);
        }
        first[threads] = -1;
        last[threads] = -1;
        spawned[threads] = spawn;
        return threads++;
    }

    void addCells(int count) {
        int all = cells + count;
        if (all > readers.length) {
            int room = Math.max(all, readers.length * 2);
            firstWrite = Arrays.copyOf(firstWrite, room);
            lastWrite = Arrays.copyOf(lastWrite, room);
            readers = Arrays.copyOf(readers, room);
        }
        Arrays.fill(firstWrite, cells, all, INITIAL);
        Arrays.fill(lastWrite, cells, all, INITIAL);
        Arrays.fill(readers, cells, all, -1);
        cells = all;
    }

    void addBirths(int count) {
        int all = births + count;
        if (all > freedBy.length) {
            freedBy = Arrays.copyOf(freedBy, Math.max(all, freedBy.length * 2));
        }
        Arrays.fill(freedBy, births, all, -1);
        births = all;
    }

    boolean isPresent(int thread) {
        return spawned[thread] != ABSENT;
    }

    /** The event that spawned a thread; -1 if it began by itself. */
    int spawnOf(int thread) {
        return spawned[thread];
    }

    // ---- adding an event: open, ask what is consistent, then close

    /** Begins a new event: computes what comes before it, whatever it will read or overwrite. */
    void open(int ofThread, EventKind ofKind) {
        if (events == capacity) {
            grow();
        }
        int event = events;
        int before = last[ofThread];
        int cause = before >= 0 ? before : spawned[ofThread];
        kind[event] = ofKind;
        thread[event] = ofThread;
        po[event] = before;
        mark[event] = order.mark();
        happensMark[event] = happens.mark();
        prefixMark[event] = prefix.mark();
        bound[event] = -1;
        note[event] = null;
        prefix.clear(event);
        order.clear(event);
        if (cause >= 0) {
            prefix.add(event, cause);
        }
        if (model == MemoryModel.SC) {
            if (cause >= 0) {
                order.add(event, cause);
            }
        } else {
            openStreams(event, before);
        }
        if (rcu.isUsed()) {
            happens.clear(event);
            if (cause >= 0) {
                happens.add(event, cause);
            }
        }
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
        if (prompt >= 0) {
            order.add(event, prompt);
        } else if (spawned[thread[event]] >= 0) {
            order.add(event, spawned[thread[event]]);
        }
        if (delayed >= 0 && model.awaitsDelayed(kind[event])) {
            order.add(event, delayed);
        }
        otherStream[event] = model.delays(kind[event]) ? prompt : delayed;
    }

    /** Whether the open event may read this write of the cell. */
    boolean mayRead(int ofCell, int write) {
        int overwriting = after(ofCell, write);
        if (overwriting < 0) {
            return true;
        }
        return !order.has(events, overwriting) && (model == MemoryModel.SC || !hidesOwnWrite(ofCell, overwriting));
    }

    /** Whether the thread itself has overwritten what the open event would read, and cannot but know it. */
    private boolean hidesOwnWrite(int ofCell, int overwriting) {
        int own = ownDelayedWrite(ofCell);
        for (int write = overwriting; own >= 0 && write >= 0; write = link[write]) {
            if (write == own) {
                return true;
            }
        }
        return false;
    }

    private int ownDelayedWrite(int ofCell) {
        for (int event = po[events]; event >= 0; event = po[event]) {
            if (cell[event] == ofCell && kind[event].isWrite()) {
                return event;
            }
        }
        return -1;
    }

    /** Whether the open event may be put immediately after this write of the cell. */
    boolean mayFollow(int ofCell, int write) {
        int overwriting = after(ofCell, write);
        return overwriting < 0 || (!kind[overwriting].isRmwWrite() && !order.has(events, overwriting));
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

    /** Closes the open event: a read of a write that it {@link #mayRead}, or of none yet. */
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
            order.insert(event, overwriting, events);
        }
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

    /** Closes the open event: a write immediately after one that it {@link #mayFollow}. */
    int closeWrite(int ofCell, int write) {
        int event = events;
        int overwriting = after(ofCell, write);
        cell[event] = ofCell;
        from[event] = write;
        link[event] = overwriting;
        if (write < 0) {
            firstWrite[ofCell] = event;
        } else {
            link[write] = event;
            order.add(event, write);
        }
        if (overwriting < 0) {
            lastWrite[ofCell] = event;
        } else {
            from[overwriting] = event;
        }
        for (int reader = readers[ofCell]; reader >= 0; reader = link[reader]) {
            if (from[reader] == write && kind[reader] != EventKind.BLOCKED) {
                order.add(event, reader);
            }
        }
        append();
        if (overwriting >= 0) {
            order.insert(event, overwriting, events);
        }
        return event;
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

    /** Whether an unbound read may read a write. */
    boolean mayBind(int reader, int write) {
        int overwriting = link[write];
        return overwriting < 0
                || (!order.has(write, overwriting)
                        && !order.has(reader, overwriting)
                        && !isHidden(reader, overwriting));
    }

    private boolean isHidden(int reader, int overwriting) {
        for (int write = overwriting; model != MemoryModel.SC && write >= 0; write = link[write]) {
            if (thread[write] == thread[reader] && write < reader) {
                return true;
            }
        }
        return false;
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
    }

    private void unbind(int reader) {
        from[reader] = UNBOUND;
        if (kind[reader] == EventKind.BLOCKED) {
            return;
        }
        prefix.clear(reader);
        int cause = po[reader] >= 0 ? po[reader] : spawned[thread[reader]];
        if (cause >= 0) {
            prefix.add(reader, cause);
        }
    }

    // ---- events that are more than accesses

    /** Closes the open event, which begins a thread; the thread. */
    int closeSpawn() {
        int event = close(threads);
        return addThread(event);
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
            if (spawned[slot] >= 0 && slot != thread[event] && hasEnded(slot)) {
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

    /** Whether a thread has come to its end. */
    boolean hasEnded(int slot) {
        return last[slot] >= 0 && kind[last[slot]] == EventKind.END;
    }

    /** What an event gave birth to, spawned or answered. */
    Object objectOf(int event) {
        Object there = object[event];
        if (there == null) {
            throw new IllegalStateException("event %d has no object".formatted(event));
        }
        return there;
    }

    // ---- taking back

    /** Takes back the last event. */
    void pop() {
        int event = --events;
        order.undo(mark[event]);
        happens.undo(happensMark[event]);
        prefix.undo(prefixMark[event]);
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
        if (happens.words() != prefix.words()) {
            throw new AssertionError("relations grow together");
        }
        for (int event = 0; event <= events && event < capacity; event++) {
            happens.clear(event);
            happens.addBefore(event, prefix, event);
        }
        happens.forget();
    }

    // ---- restriction

    /**
     * Makes a copy of what is left when something is revisited: the events before a place, and all that one event depends on.
     *
     * @param end the first event that need not stay
     * @param kept the event on whose account others stay; it stays too if it is closed
     * @param revisited a read that stays, not bound to any write; -1 for none
     * @param revisitedKind what the read is in the copy
     * @param map gets each event's number in the copy, -1 if it is gone
     */
    void restrictInto(Graph copy, int end, int kept, int revisited, EventKind revisitedKind, int[] map) {
        copy.startLike(this);
        for (int event = 0; event < events; event++) {
            boolean stays = event < end || event == kept || event == revisited || prefix.has(kept, event);
            map[event] = stays ? copy.events : -1;
            if (stays) {
                copy.addLike(this, event, event == revisited ? revisitedKind : kind[event], revisited, map);
            }
        }
        copy.forgetChanges();
    }

    private void startLike(Graph other) {
        while (capacity < other.capacity) {
            grow();
        }
        reset(other.threads, other.cells, other.births);
        for (int slot = 0; slot < threads; slot++) {
            spawned[slot] = other.spawned[slot] == INITIAL ? INITIAL : ABSENT;
        }
    }

    private void addLike(Graph other, int event, EventKind of, int revisited, int[] map) {
        open(other.thread[event], of);
        int to = events;
        value[to] = other.value[event];
        object[to] = other.object[event];
        note[to] = other.note[event];
        if (of.isWrite()) {
            addWriteLike(other, event, revisited, map);
        } else if (of.isRead() || of == EventKind.BLOCKED) {
            int write = other.from[event];
            int source = event == revisited || write > event ? UNBOUND : write < 0 ? write : map[write];
            if (of.isRead()) {
                closeRead(other.cell[event], source);
            } else {
                closeBlocked(other.cell[event], source);
            }
        } else {
            addOtherLike(other, event, of);
        }
        rcu.settle();
    }

    private void addWriteLike(Graph other, int event, int revisited, int[] map) {
        int write = other.from[event];
        while (write >= 0 && (write > event || map[write] < 0)) {
            write = other.from[write];
        }
        int to = closeWrite(other.cell[event], write < 0 ? INITIAL : map[write]);
        int reader = other.bound[event];
        if (reader >= 0 && reader != revisited && map[reader] >= 0 && other.from[reader] == event) {
            bind(map[reader], to);
        }
    }

    private void addOtherLike(Graph other, int event, EventKind of) {
        if (of == EventKind.JOIN) {
            addJoinLike(other.number[event]);
            return;
        }
        int to = close(other.number[event]);
        switch (of) {
            case SPAWN -> spawned[number[to]] = to;
            case FREE -> freedBy[number[to]] = to;
            case RCU_LOCK, RCU_UNLOCK, GRACE_START, GRACE_END -> rcu.added(to);
            default -> {}
        }
    }

    private void addJoinLike(int ended) {
        if (ended < 0) {
            closeJoinAll();
        } else {
            closeJoin(ended);
        }
    }
}
