package kmemcg.machine;

import org.jspecify.annotations.Nullable;

/** {@code spin_lock_irqsave}: whoever holds it must not sleep and must not take it again. */
public interface SpinLock {
    /** Takes it. Taking it twice from one task is a self-deadlock and reported as such. */
    Held lock(Task task);

    /** {@code spin_lock_nested}: a second lock of the same class is taken on purpose, in an order the design promises. */
    Held lockNested(Task task, int subclass);

    /** {@code spin_trylock}: null if somebody holds it, or if the program told this attempt to fail. */
    @Nullable
    Held tryLock(Task task);
}
