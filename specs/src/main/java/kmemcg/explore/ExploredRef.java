package kmemcg.explore;

import java.util.function.UnaryOperator;
import kmemcg.machine.Ref;
import org.jspecify.annotations.Nullable;

/** A pointer in the explorer's memory. */
final class ExploredRef<T> extends ExploredCell implements Ref<T> {
    private @Nullable T settled;

    ExploredRef(ExplorerMachine machine, int number, @Nullable ExploredBirth birth, String field, @Nullable T initial) {
        super(machine, number, birth, field);
        this.settled = initial;
    }

    @SuppressWarnings("unchecked")
    private @Nullable T pointerOf(int event) {
        return (T) objectOf(event);
    }

    @Override
    public @Nullable T readOnce() {
        return pointerOf(read(EventKind.READ_ONCE));
    }

    @Override
    public void writeOnce(@Nullable T value) {
        write(EventKind.WRITE_ONCE, 0, value);
    }

    @Override
    public @Nullable T loadAcquire() {
        return pointerOf(read(EventKind.READ_ACQUIRE));
    }

    @Override
    public void storeRelease(@Nullable T value) {
        write(EventKind.WRITE_RELEASE, 0, value);
    }

    @Override
    public @Nullable T rcuDereference() {
        return pointerOf(read(EventKind.READ_DEREFERENCE));
    }

    @Override
    public void rcuAssign(@Nullable T value) {
        write(EventKind.WRITE_RELEASE, 0, value);
    }

    @Override
    public @Nullable T readPlain() {
        return pointerOf(read(EventKind.READ_PLAIN));
    }

    @Override
    public void writePlain(@Nullable T value) {
        write(EventKind.WRITE_PLAIN, 0, value);
    }

    @Override
    public @Nullable T xchg(@Nullable T value) {
        T old = pointerOf(read(EventKind.RMW_READ));
        write(EventKind.RMW_WRITE, 0, value);
        return old;
    }

    @Override
    public @Nullable T cmpxchg(@Nullable T expected, @Nullable T value) {
        T old = pointerOf(read(EventKind.CMPXCHG_READ));
        if (old == expected) {
            write(EventKind.RMW_WRITE, 0, value);
        }
        return old;
    }

    @Override
    public @Nullable T cmpxchgRelaxed(@Nullable T expected, @Nullable T value) {
        T old = pointerOf(read(EventKind.CMPXCHG_READ_RELAXED));
        if (old == expected) {
            write(EventKind.RMW_WRITE_RELAXED, 0, value);
        }
        return old;
    }

    /**
     * Atomically replaces the pointer by a function of it; what it is afterwards. The function is asked when this step is run for
     * the first time only.
     */
    @Nullable
    T update(UnaryOperator<@Nullable T> function) {
        T old = pointerOf(read(EventKind.RMW_READ));
        boolean isNew = machine.runner().isAtEnd();
        return pointerOf(machine.runner().write(EventKind.RMW_WRITE, this, 0, isNew ? function.apply(old) : null));
    }

    /** During an exploration, what the running thread last knew of it. */
    @Override
    public @Nullable T peek() {
        int known = machine.lastKnown(this);
        return known < 0 ? settled : pointerOf(known);
    }

    @Override
    long initialLong() {
        return 0;
    }

    @Override
    @Nullable
    Object initialObject() {
        return settled;
    }

    @Override
    String valueText(long value, @Nullable Object object) {
        return String.valueOf(object);
    }

    @Override
    @SuppressWarnings("unchecked")
    void settle(long value, @Nullable Object object) {
        settled = (T) object;
    }
}
