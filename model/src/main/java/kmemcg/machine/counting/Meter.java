package kmemcg.machine.counting;

/** Counts; everything that a machine makes counts here. */
final class Meter {
    private long accesses;
    private long atomics;
    private long marked;
    private long nodes;
    private long waits;
    private long lockedWaits;
    private long callbacks;

    /** Steps that may still be taken; each access and each node is one. */
    private long budget = Long.MAX_VALUE;

    void limit(long steps) {
        budget = steps;
    }

    void read() {
        accesses++;
        spend();
    }

    void write(boolean isMarked) {
        accesses++;
        marked += isMarked ? 1 : 0;
        spend();
    }

    void atomic(boolean isMarked) {
        atomics++;
        write(isMarked);
    }

    void node() {
        nodes++;
        spend();
    }

    void waited(boolean isLocked) {
        waits++;
        lockedWaits += isLocked ? 1 : 0;
    }

    void callback() {
        callbacks++;
    }

    private void spend() {
        if (--budget < 0) {
            throw new TooManySteps();
        }
    }

    Counts counts() {
        return new Counts(accesses, atomics, marked, nodes, waits, lockedWaits, callbacks);
    }
}
