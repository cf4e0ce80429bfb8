package kmemcg.machine.jvm;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import kmemcg.machine.Word;

/**
 * A long whose accesses have the weakest VarHandle mode that keeps the kernel's promise.
 *
 * <p>Stronger than the kernel's, since Java has nothing weaker: the {@code Relaxed} read-modify-writes are acquire, and a
 * {@code cmpxchg} that fails is still a volatile read. Volatile read-modify-writes stand for the kernel's full order; that
 * they also order what is around them holds for the code HotSpot emits on x86 and AArch64, and is not promised by Java.
 */
final class JvmWord extends Cell implements Word {
    /** Read through by {@link AwaitLoops} too. */
    static final VarHandle VALUE;

    static {
        try {
            VALUE = MethodHandles.lookup().findVarHandle(JvmWord.class, "value", long.class);
        } catch (ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    private long value;

    JvmWord(Memory memory, String field, long initial) {
        super(memory, field);
        this.value = initial;
    }

    @Override
    public long readOnce() {
        touch();
        return read((long) VALUE.getOpaque(this));
    }

    @Override
    public void writeOnce(long value) {
        touch();
        VALUE.setOpaque(this, value);
        wrote(value);
    }

    @Override
    public long loadAcquire() {
        touch();
        return read((long) VALUE.getAcquire(this));
    }

    @Override
    public void storeRelease(long value) {
        touch();
        VALUE.setRelease(this, value);
        wrote(value);
    }

    @Override
    public long readPlain() {
        touch();
        return read(this.value);
    }

    @Override
    public void writePlain(long value) {
        touch();
        this.value = value;
        wrote(value);
    }

    @Override
    public long addReturn(long delta) {
        touch();
        return updated((long) VALUE.getAndAdd(this, delta) + delta);
    }

    @Override
    public long addReturnRelaxed(long delta) {
        touch();
        return updated((long) VALUE.getAndAddAcquire(this, delta) + delta);
    }

    @Override
    public long addUnless(long delta, long unless) {
        touch();
        long expected = (long) VALUE.getVolatile(this);
        while (expected != unless) {
            long found = (long) VALUE.compareAndExchange(this, expected, expected + delta);
            if (found == expected) {
                updated(found + delta);
                return found;
            }
            expected = found;
        }
        return read(expected);
    }

    @Override
    public long xchg(long value) {
        touch();
        long found = (long) VALUE.getAndSet(this, value);
        updated(value);
        return found;
    }

    @Override
    public long xchgRelaxed(long value) {
        touch();
        long found = (long) VALUE.getAndSetAcquire(this, value);
        updated(value);
        return found;
    }

    @Override
    public long cmpxchg(long expected, long value) {
        touch();
        return exchanged((long) VALUE.compareAndExchange(this, expected, value), expected, value);
    }

    @Override
    public long cmpxchgRelaxed(long expected, long value) {
        touch();
        return exchanged((long) VALUE.compareAndExchangeAcquire(this, expected, value), expected, value);
    }

    @Override
    public long fetchOr(long bits) {
        touch();
        long found = (long) VALUE.getAndBitwiseOr(this, bits);
        updated(found | bits);
        return found;
    }

    @Override
    public long fetchAnd(long bits) {
        touch();
        long found = (long) VALUE.getAndBitwiseAnd(this, bits);
        updated(found & bits);
        return found;
    }

    @Override
    public void orRelaxed(long bits) {
        touch();
        updated((long) VALUE.getAndBitwiseOrAcquire(this, bits) | bits);
    }

    @Override
    public void andRelaxed(long bits) {
        touch();
        updated((long) VALUE.getAndBitwiseAndAcquire(this, bits) & bits);
    }

    @Override
    public long peek() {
        return (long) VALUE.getVolatile(this);
    }

    private long exchanged(long found, long expected, long value) {
        if (found == expected) {
            updated(value);
        } else {
            read(found);
        }
        return found;
    }

    @Override
    Long held() {
        return peek();
    }

    private long read(long seen) {
        if (watched()) {
            didRead(seen);
        }
        return seen;
    }

    private long wrote(long now) {
        if (watched()) {
            didWrite(now);
        }
        return now;
    }

    private long updated(long now) {
        if (watched()) {
            didUpdate(now);
        }
        return now;
    }
}
