package kmemcg.machine;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Makes the memory of a machine: words, pointers, locks and work items, each named. Names appear in every counterexample, so they are the
 * kernel's field names.
 */
public interface Cells {
    /** A long in shared memory, initialised before anybody else can see it. */
    Word word(String name, long initial);

    /** A pointer in shared memory to a kernel object, an immutable value or a persistent collection. */
    <T> Ref<T> ref(String name, @Nullable T initial);

    /**
     * A count kept in one word per CPU ({@code alloc_percpu}, {@code this_cpu_add}), zero at first. Its words are named after it, with a
     * slash and a number.
     */
    PerCpuCount perCpuCount(String name);

    /** A spin lock ({@code spin_lock_irqsave}): holders must not sleep. The name is its class in the lock-order graph. */
    SpinLock spinLock(String lockClass);

    /** A sleeping lock ({@code mutex_lock}). The name is its class in the lock-order graph. */
    Mutex mutex(String lockClass);

    /** A sleeping reader-writer lock ({@code down_read}, {@code down_write}). */
    RwSemaphore rwSemaphore(String lockClass);

    /**
     * One lock per CPU that only the owning CPU takes ({@code local_lock_irqsave}): it keeps out the other tasks and
     * interrupts of that CPU, and nobody on another.
     */
    LocalLock localLock(String lockClass);

    /**
     * A work item embedded here ({@code INIT_WORK}), not pending.
     *
     * @param name of the activity that each queueing of it becomes
     */
    Work work(String name, Consumer<Task> function);
}
