package kmemcg.machine.jvm;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import kmemcg.machine.Ref;
import org.jspecify.annotations.Nullable;

/**
 * A pointer; the access modes are those of {@link JvmWord}. {@code rcuDereference} is an acquire load: Java does not promise
 * that an address dependency orders, so the machine is stronger here than a kernel on Alpha's siblings must be.
 */
final class JvmRef<T> extends Cell implements Ref<T> {
    /** Read through by {@link AwaitLoops} too. */
    static final VarHandle VALUE;

    static {
        try {
            VALUE = MethodHandles.lookup().findVarHandle(JvmRef.class, "value", Object.class);
        } catch (ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    @Nullable
    private Object value;

    JvmRef(Memory memory, String field, @Nullable T initial) {
        super(memory, field);
        this.value = initial;
    }

    @Override
    @Nullable
    public T readOnce() {
        touch();
        return read(VALUE.getOpaque(this));
    }

    @Override
    public void writeOnce(@Nullable T value) {
        touch();
        VALUE.setOpaque(this, value);
        didWrite(value);
    }

    @Override
    @Nullable
    public T loadAcquire() {
        touch();
        return read(VALUE.getAcquire(this));
    }

    @Override
    public void storeRelease(@Nullable T value) {
        touch();
        VALUE.setRelease(this, value);
        didWrite(value);
    }

    @Override
    @Nullable
    public T rcuDereference() {
        return loadAcquire();
    }

    @Override
    public void rcuAssign(@Nullable T value) {
        storeRelease(value);
    }

    @Override
    @Nullable
    public T readPlain() {
        touch();
        return read(this.value);
    }

    @Override
    public void writePlain(@Nullable T value) {
        touch();
        this.value = value;
        didWrite(value);
    }

    @Override
    @Nullable
    public T xchg(@Nullable T value) {
        touch();
        T found = pointer(VALUE.getAndSet(this, value));
        didUpdate(value);
        return found;
    }

    @Override
    @Nullable
    public T cmpxchg(@Nullable T expected, @Nullable T value) {
        touch();
        return exchanged(VALUE.compareAndExchange(this, expected, value), expected, value);
    }

    @Override
    @Nullable
    public T cmpxchgRelaxed(@Nullable T expected, @Nullable T value) {
        touch();
        return exchanged(VALUE.compareAndExchangeAcquire(this, expected, value), expected, value);
    }

    @Override
    @Nullable
    public T peek() {
        return pointer(VALUE.getVolatile(this));
    }

    @Override
    @Nullable
    Object held() {
        return peek();
    }

    @Nullable
    private T exchanged(@Nullable Object found, @Nullable T expected, @Nullable T value) {
        if (found == expected) {
            didUpdate(value);
        } else {
            didRead(found);
        }
        return pointer(found);
    }

    @Nullable
    private T read(@Nullable Object seen) {
        didRead(seen);
        return pointer(seen);
    }

    // Only a T was ever stored; erasure hides it from the VarHandle.
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    @Nullable
    private T pointer(@Nullable Object stored) {
        return (T) stored;
    }
}
