package kmemcg.explore;

import java.util.Arrays;

/** What is known of each event, thread, cell and kernel object of an execution graph. */
abstract class GraphTables extends EventTable {
    /** In place of a write: what the cell held before anything ran. */
    static final int INITIAL = -1;

    private static final int ABSENT = -3;

    int threads;
    int[] first = new int[8];
    int[] last = new int[8];
    private int[] spawned = new int[8];

    int cells;
    int[] firstWrite = new int[64];
    int[] lastWrite = new int[64];

    /** Of a cell the read of it that was added last, or -1. */
    int[] readers = new int[64];

    int births;
    int[] freedBy = new int[16];

    GraphTables(int capacity) {
        super(capacity);
    }

    /** Empties them, for so many threads that begin by themselves and so many cells and objects that are there already. */
    final void clear(int staticThreads, int staticCells, int staticBirths) {
        events = 0;
        threads = 0;
        addThreads(staticThreads, INITIAL);
        cells = 0;
        addCells(staticCells);
        births = 0;
        addBirths(staticBirths);
    }

    final void addThreads(int count, int spawn) {
        int all = threads + count;
        makeRoomForThreads(all);
        Arrays.fill(first, threads, all, -1);
        Arrays.fill(last, threads, all, -1);
        Arrays.fill(spawned, threads, all, spawn);
        threads = all;
    }

    private void makeRoomForThreads(int all) {
        if (all > first.length) {
            int room = Math.max(all, first.length * 2);
            first = Arrays.copyOf(first, room);
            last = Arrays.copyOf(last, room);
            spawned = Arrays.copyOf(spawned, room);
        }
    }

    final void addCells(int count) {
        int all = cells + count;
        makeRoomForCells(all);
        Arrays.fill(firstWrite, cells, all, INITIAL);
        Arrays.fill(lastWrite, cells, all, INITIAL);
        Arrays.fill(readers, cells, all, -1);
        cells = all;
    }

    private void makeRoomForCells(int all) {
        if (all > readers.length) {
            int room = Math.max(all, readers.length * 2);
            firstWrite = Arrays.copyOf(firstWrite, room);
            lastWrite = Arrays.copyOf(lastWrite, room);
            readers = Arrays.copyOf(readers, room);
        }
    }

    final void addBirths(int count) {
        int all = births + count;
        makeRoomForBirths(all);
        Arrays.fill(freedBy, births, all, -1);
        births = all;
    }

    private void makeRoomForBirths(int all) {
        if (all > freedBy.length) {
            freedBy = Arrays.copyOf(freedBy, Math.max(all, freedBy.length * 2));
        }
    }

    /** Becomes like other tables, which have no more room for events. */
    final void copyTables(GraphTables other) {
        copyEvents(other);
        threads = other.threads;
        makeRoomForThreads(threads);
        System.arraycopy(other.first, 0, first, 0, threads);
        System.arraycopy(other.last, 0, last, 0, threads);
        System.arraycopy(other.spawned, 0, spawned, 0, threads);
        cells = other.cells;
        makeRoomForCells(cells);
        System.arraycopy(other.firstWrite, 0, firstWrite, 0, cells);
        System.arraycopy(other.lastWrite, 0, lastWrite, 0, cells);
        System.arraycopy(other.readers, 0, readers, 0, cells);
        births = other.births;
        makeRoomForBirths(births);
        System.arraycopy(other.freedBy, 0, freedBy, 0, births);
    }

    /** Gives no number away that other tables have given to something that is not here. */
    final void reserveNumbers(GraphTables other) {
        addThreads(other.threads - threads, ABSENT);
        addCells(other.cells - cells);
        addBirths(other.births - births);
    }

    /** Whether a thread is in this execution, which need not hold all that was ever spawned. */
    final boolean isPresent(int thread) {
        return spawned[thread] != ABSENT;
    }

    /** The event that spawned a thread; -1 if it began by itself. */
    final int spawnOf(int thread) {
        return spawned[thread];
    }

    final void spawnedBy(int thread, int spawn) {
        spawned[thread] = spawn;
    }

    /** Whether a thread has come to its end. */
    final boolean hasEnded(int slot) {
        return last[slot] >= 0 && kind[last[slot]] == EventKind.END;
    }

    /** What comes before the next event of a thread in any case: its last one, or the one that spawned it; -1 if nothing does. */
    final int causeOfNext(int ofThread) {
        return last[ofThread] >= 0 ? last[ofThread] : spawned[ofThread];
    }

    /** What an event gave birth to, spawned or answered. */
    final Object objectOf(int event) {
        Object there = object[event];
        if (there == null) {
            throw new IllegalStateException("event %d has no object".formatted(event));
        }
        return there;
    }
}
