package kmemcg.machine.counting;

import kmemcg.machine.Word;

/** A word: each access counts once, and a read-modify-write as an atomic one too. */
final class CountingWord implements Word {
    private final Memory memory;
    private final String field;
    private final Meter meter;
    private final boolean isMarked;
    private long value;

    CountingWord(Memory memory, String field, long initial) {
        this.memory = memory;
        this.field = field;
        this.meter = memory.machine().meter();
        this.isMarked = memory.machine().marks(field);
        this.value = initial;
    }

    @Override
    public String name() {
        return memory.nameOf(field);
    }

    private long read() {
        meter.read();
        return value;
    }

    private void write(long now) {
        meter.write(isMarked);
        value = now;
    }

    /** The value before. */
    private long change(long now) {
        meter.atomic(isMarked);
        long old = value;
        value = now;
        return old;
    }

    @Override
    public long readOnce() {
        return read();
    }

    @Override
    public void writeOnce(long now) {
        write(now);
    }

    @Override
    public long loadAcquire() {
        return read();
    }

    @Override
    public void storeRelease(long now) {
        write(now);
    }

    @Override
    public long readPlain() {
        return read();
    }

    @Override
    public void writePlain(long now) {
        write(now);
    }

    @Override
    public long addReturn(long delta) {
        return change(value + delta) + delta;
    }

    @Override
    public long addReturnRelaxed(long delta) {
        return addReturn(delta);
    }

    @Override
    public long addUnless(long delta, long unless) {
        return change(value == unless ? value : value + delta);
    }

    @Override
    public long xchg(long now) {
        return change(now);
    }

    @Override
    public long xchgRelaxed(long now) {
        return change(now);
    }

    @Override
    public long cmpxchg(long expected, long now) {
        return change(value == expected ? now : value);
    }

    @Override
    public long cmpxchgRelaxed(long expected, long now) {
        return cmpxchg(expected, now);
    }

    @Override
    public long fetchOr(long bits) {
        return change(value | bits);
    }

    @Override
    public long fetchAnd(long bits) {
        return change(value & bits);
    }

    @Override
    public void orRelaxed(long bits) {
        change(value | bits);
    }

    @Override
    public void andRelaxed(long bits) {
        change(value & bits);
    }

    @Override
    public long peek() {
        return value;
    }
}
