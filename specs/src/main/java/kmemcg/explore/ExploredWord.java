package kmemcg.explore;

import kmemcg.machine.Word;
import org.jspecify.annotations.Nullable;

/** A long in the explorer's memory. */
final class ExploredWord extends ExploredCell implements Word {
    private long settled;

    ExploredWord(ExplorerMachine machine, int number, @Nullable ExploredBirth birth, String field, long initial) {
        super(machine, number, birth, field);
        this.settled = initial;
    }

    @Override
    public long readOnce() {
        return longOf(read(EventKind.READ_ONCE));
    }

    @Override
    public void writeOnce(long value) {
        write(EventKind.WRITE_ONCE, value, null);
    }

    @Override
    public long loadAcquire() {
        return longOf(read(EventKind.READ_ACQUIRE));
    }

    @Override
    public void storeRelease(long value) {
        write(EventKind.WRITE_RELEASE, value, null);
    }

    @Override
    public long readPlain() {
        return longOf(read(EventKind.READ_PLAIN));
    }

    @Override
    public void writePlain(long value) {
        write(EventKind.WRITE_PLAIN, value, null);
    }

    @Override
    public long addReturn(long delta) {
        long now = longOf(read(EventKind.RMW_READ)) + delta;
        write(EventKind.RMW_WRITE, now, null);
        return now;
    }

    @Override
    public long addReturnRelaxed(long delta) {
        long now = longOf(read(EventKind.RMW_READ_RELAXED)) + delta;
        write(EventKind.RMW_WRITE_RELAXED, now, null);
        return now;
    }

    @Override
    public long addUnless(long delta, long unless) {
        long old = longOf(read(EventKind.CMPXCHG_READ));
        if (old != unless) {
            write(EventKind.RMW_WRITE, old + delta, null);
        }
        return old;
    }

    @Override
    public long xchg(long value) {
        long old = longOf(read(EventKind.RMW_READ));
        write(EventKind.RMW_WRITE, value, null);
        return old;
    }

    @Override
    public long xchgRelaxed(long value) {
        long old = longOf(read(EventKind.RMW_READ_RELAXED));
        write(EventKind.RMW_WRITE_RELAXED, value, null);
        return old;
    }

    @Override
    public long cmpxchg(long expected, long value) {
        long old = longOf(read(EventKind.CMPXCHG_READ));
        if (old == expected) {
            write(EventKind.RMW_WRITE, value, null);
        }
        return old;
    }

    @Override
    public long cmpxchgRelaxed(long expected, long value) {
        long old = longOf(read(EventKind.CMPXCHG_READ_RELAXED));
        if (old == expected) {
            write(EventKind.RMW_WRITE_RELAXED, value, null);
        }
        return old;
    }

    @Override
    public long fetchOr(long bits) {
        long old = longOf(read(EventKind.RMW_READ));
        write(EventKind.RMW_WRITE, old | bits, null);
        return old;
    }

    @Override
    public long fetchAnd(long bits) {
        long old = longOf(read(EventKind.RMW_READ));
        write(EventKind.RMW_WRITE, old & bits, null);
        return old;
    }

    @Override
    public void orRelaxed(long bits) {
        write(EventKind.RMW_WRITE_RELAXED, longOf(read(EventKind.RMW_READ_RELAXED)) | bits, null);
    }

    @Override
    public void andRelaxed(long bits) {
        write(EventKind.RMW_WRITE_RELAXED, longOf(read(EventKind.RMW_READ_RELAXED)) & bits, null);
    }

    /** During an exploration, what the running thread last knew of it. */
    @Override
    public long peek() {
        int known = machine.lastKnown(this);
        return known < 0 ? settled : longOf(known);
    }

    @Override
    long initialLong() {
        return settled;
    }

    @Override
    @Nullable
    Object initialObject() {
        return null;
    }

    @Override
    String valueText(long value, @Nullable Object object) {
        return Long.toString(value);
    }

    @Override
    void settle(long value, @Nullable Object object) {
        settled = value;
    }
}
