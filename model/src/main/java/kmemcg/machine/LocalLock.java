package kmemcg.machine;

import org.jspecify.annotations.Nullable;

/** {@code local_lock_irqsave}: the lock of the task's own CPU. */
public interface LocalLock {
    /** Takes the lock of the task's CPU. Taking it twice from one task is a self-deadlock and reported as such. */
    Held lock(Task task);

    /** {@code local_trylock}: null if another task of this CPU is inside, or if the program told this attempt to fail. */
    @Nullable
    Held tryLock(Task task);
}
