package kmemcg.machine.counting;

import kmemcg.machine.Ref;
import org.jspecify.annotations.Nullable;
import org.pcollections.PVector;

/** A pointer; if what it points to is a list, one that counts who walks it. */
final class CountingRef<T> implements Ref<T> {
    private final Memory memory;
    private final String field;
    private final Meter meter;

    @Nullable
    private T value;

    CountingRef(Memory memory, String field, @Nullable T initial) {
        this.memory = memory;
        this.field = field;
        this.meter = memory.machine().meter();
        store(initial);
    }

    @Override
    public String name() {
        return memory.nameOf(field);
    }

    private void store(@Nullable T now) {
        int before = length(value);
        value = counted(now);
        int grown = length(value) - before;
        if (grown != 0) {
            memory.listGrew(grown);
        }
    }

    private static int length(@Nullable Object value) {
        return value instanceof PVector<?> list ? list.size() : 0;
    }

    @SuppressWarnings("unchecked") // a counted list stands for the list
    @Nullable
    private T counted(@Nullable T now) {
        return now instanceof PVector<?> list ? (T) WalkedList.of(list, meter) : now;
    }

    @Nullable
    private T read() {
        meter.read();
        return value;
    }

    private void write(@Nullable T now) {
        meter.write(false);
        store(now);
    }

    @Override
    @Nullable
    public T readOnce() {
        return read();
    }

    @Override
    public void writeOnce(@Nullable T now) {
        write(now);
    }

    @Override
    @Nullable
    public T loadAcquire() {
        return read();
    }

    @Override
    public void storeRelease(@Nullable T now) {
        write(now);
    }

    @Override
    @Nullable
    public T rcuDereference() {
        return read();
    }

    @Override
    public void rcuAssign(@Nullable T now) {
        write(now);
    }

    @Override
    @Nullable
    public T readPlain() {
        return read();
    }

    @Override
    public void writePlain(@Nullable T now) {
        write(now);
    }

    @Override
    @Nullable
    public T xchg(@Nullable T now) {
        meter.atomic(false);
        T old = value;
        store(now);
        return old;
    }

    @Override
    @Nullable
    public T cmpxchg(@Nullable T expected, @Nullable T now) {
        meter.atomic(false);
        T old = value;
        if (old == expected) {
            store(now);
        }
        return old;
    }

    @Override
    @Nullable
    public T cmpxchgRelaxed(@Nullable T expected, @Nullable T now) {
        return cmpxchg(expected, now);
    }

    @Override
    @Nullable
    public T peek() {
        return value;
    }
}
