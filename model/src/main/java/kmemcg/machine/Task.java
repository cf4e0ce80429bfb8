package kmemcg.machine;

import java.util.function.Function;
import java.util.function.LongPredicate;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One activity on one CPU: a program's thread, a work item, an RCU callback. It waits only by {@link #await}, by locks, by
 * RCU and by flushing work; a hand-written spin is forbidden, since no engine could see that it waits.
 */
public interface Task {
    String name();

    int cpu();

    /** {@code smp_mb}. */
    void smpMb();

    /** {@code smp_rmb}. */
    void smpRmb();

    /** {@code smp_wmb}. */
    void smpWmb();

    /** {@code rcu_read_lock} of the default flavour, until closed. Sections nest. */
    Held rcuReadLock();

    /** Whether this task may sleep: neither in a read-side section nor under a spin or local lock. */
    boolean maySleep();

    /** Waits until the word satisfies the predicate; the value that did. Each look is a {@code loadAcquire}. Sleeps. */
    long await(Word word, LongPredicate until);

    /** Waits until the pointer satisfies the predicate; the pointer that did. Each look is a {@code loadAcquire}. Sleeps. */
    <T> @Nullable T await(Ref<T> ref, Predicate<@Nullable T> until);

    /**
     * Repeats an iteration until it succeeds. An iteration that returns null must have had no effect (a failed tryget, a
     * lost cmpxchg); it is tried again when something it read has changed.
     */
    <T> T retry(Attempt<T> iteration);

    /** Gives birth to a kernel object; never fails ({@code __GFP_NOFAIL}, or memory the design does not model as scarce). */
    <T extends KernelObject> T allocate(String name, Function<Birth, T> constructor);

    /** Gives birth to a kernel object, or to nothing if the program told this allocation to fail. */
    <T extends KernelObject> @Nullable T tryAllocate(String name, Function<Birth, T> constructor);

    /** Ends a kernel object. A second time is a double free; any later access to one of its cells is a use after free. */
    void free(KernelObject object);

    /** {@code BUG_ON}: if the condition holds the kernel dies here, and the finding names the broken invariant. */
    void bug(boolean condition, Invariant broken, String message);

    /** {@code WARN_ON}: if the condition holds it is a finding, and the kernel goes on. */
    void warn(boolean condition, Invariant broken, String message);

    /** One iteration of {@link #retry}. */
    @FunctionalInterface
    interface Attempt<T> {
        /** The result, or null if it failed and had no effect. */
        @Nullable
        T attempt();
    }
}
