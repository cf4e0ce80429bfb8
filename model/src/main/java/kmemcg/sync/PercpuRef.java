package kmemcg.sync;

import kmemcg.machine.Birth;
import kmemcg.machine.Held;
import kmemcg.machine.Invariant;
import kmemcg.machine.KernelObject;
import kmemcg.machine.Machine;
import kmemcg.machine.PerCpuCount;
import kmemcg.machine.Task;
import kmemcg.machine.Word;
import org.jspecify.annotations.Nullable;

/**
 * {@code struct percpu_ref}: a reference count that is one counter per CPU while the object is in use and becomes one atomic
 * counter after {@link #kill} and a grace period. Source: Linux 6.1 {@code lib/percpu-refcount.c}.
 *
 * <p>Until the switch has summed the per-CPU counters, the atomic one carries a bias so large that it cannot reach zero. A
 * reader decides between the two inside a read-side section, so after a grace period nobody counts per CPU any more.
 *
 * <p>Deviation: no re-initialisation and no forced atomic mode; memory accounting uses neither.
 */
public final class PercpuRef {
    private static final long ATOMIC = 1;
    private static final long DEAD = 2;
    private static final long BIAS = 1L << 32;

    private final Machine machine;
    private final String name;
    private final Word mode;
    private final Word count;
    private final Counts counts;
    private final Callback release;

    /**
     * A live count of one, the base reference.
     *
     * @param birth the object that the count lives in
     * @param release called once, when the count reaches zero; in any context
     */
    public PercpuRef(Machine machine, Task task, Birth birth, String field, Callback release) {
        this.machine = machine;
        this.name = birth.name() + "." + field;
        this.mode = birth.word(field + ".mode", 0);
        this.count = birth.word(field + ".count", 1 + BIAS);
        this.counts = task.allocate(name + ".percpu", Counts::new);
        this.release = release;
    }

    /** {@code percpu_ref_get}: legal only for somebody who holds a reference already. */
    public void get(Task task) {
        try (Held section = task.rcuReadLock()) {
            if (isPercpu()) {
                counts.sum.add(task, 1);
            } else {
                long now = count.addReturnRelaxed(1);
                task.bug(now <= 1, Invariant.NO_ACCESS_AFTER_FREE, name + ": reference count rises from zero");
            }
        }
    }

    /** {@code percpu_ref_tryget}: fails once the count has reached zero. */
    public boolean tryGet(Task task) {
        try (Held section = task.rcuReadLock()) {
            return tryGetUnless(task, 0);
        }
    }

    /** {@code percpu_ref_tryget_live}: fails once {@link #kill} is visible here. */
    public boolean tryGetLive(Task task) {
        try (Held section = task.rcuReadLock()) {
            return tryGetUnless(task, DEAD);
        }
    }

    private boolean tryGetUnless(Task task, long forbidden) {
        long seen = mode.readOnce();
        if ((seen & ATOMIC) == 0) {
            counts.sum.add(task, 1);
            return true;
        }
        return (seen & forbidden) == 0 && incrementNotZero();
    }

    private boolean incrementNotZero() {
        return count.addUnless(1, 0) != 0;
    }

    /** {@code percpu_ref_put}: the last one calls the release function, which so runs inside a read-side section. */
    public void put(Task task) {
        try (Held section = task.rcuReadLock()) {
            if (isPercpu()) {
                counts.sum.add(task, -1);
            } else if (dropAtomic(task)) {
                release.call(task);
            }
        }
    }

    private boolean dropAtomic(Task task) {
        long now = count.addReturn(-1);
        task.bug(now < 0, Invariant.REFERENCES, name + ": more puts than gets");
        return now == 0;
    }

    /**
     * {@code percpu_ref_kill_and_confirm}: marks the count dead, starts the switch to atomic mode and drops the base
     * reference. The mark itself orders nothing; the grace period does.
     *
     * @param confirm called after a grace period, when every CPU sees the mark; null for nobody
     */
    public void kill(Task task, @Nullable Callback confirm) {
        task.bug(isDying(), Invariant.REFERENCES, name + ": killed twice");
        mode.orRelaxed(DEAD | ATOMIC);
        count.addReturnRelaxed(1);
        machine.rcu().call(task, name + " switch", callback -> becomeAtomic(callback, confirm));
        put(task);
    }

    private void becomeAtomic(Task task, @Nullable Callback confirm) {
        count.addReturnRelaxed(counts.sum.sum() - BIAS);
        if (confirm != null) {
            confirm.call(task);
        }
        put(task);
    }

    /** {@code percpu_ref_exit}: gives the per-CPU counters back; the count must have switched. */
    public void exit(Task task) {
        task.free(counts);
    }

    /** {@code percpu_ref_is_dying}. */
    public boolean isDying() {
        return (mode.readOnce() & DEAD) != 0;
    }

    private boolean isPercpu() {
        return (mode.readOnce() & ATOMIC) == 0;
    }

    /** The references held, summed over CPUs; for validators at quiescence. */
    public long peek() {
        long atomic = count.peek();
        if (atomic < BIAS / 2) {
            return atomic;
        }
        return atomic - BIAS + counts.sum.peek();
    }

    /** Whether {@link #kill} has been called; for validators. */
    public boolean peekDying() {
        return (mode.peek() & DEAD) != 0;
    }

    /** What the count calls back. */
    @FunctionalInterface
    public interface Callback {
        void call(Task task);
    }

    private static final class Counts extends KernelObject {
        final PerCpuCount sum;

        Counts(Birth birth) {
            super(birth);
            this.sum = birth.perCpuCount("cpu");
        }
    }
}
