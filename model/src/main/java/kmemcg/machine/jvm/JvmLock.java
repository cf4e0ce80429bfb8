package kmemcg.machine.jvm;

import kmemcg.machine.Held;
import kmemcg.machine.Invariant;
import kmemcg.machine.Task;
import org.jspecify.annotations.Nullable;

/**
 * One lock, whichever kind: a word that is taken by trying until it is free. What a mutex has more than a spin lock is that
 * its holder may sleep, and that therefore only a task that may sleep can wait for it.
 *
 * <p>Not fair: a waiter may be overtaken any number of times, which in a kernel a queued spin lock forbids.
 */
final class JvmLock {
    /** What its holder may do. */
    enum Holder {
        ATOMIC,
        SLEEPING
    }

    private final JvmMachine machine;
    private final String lockClass;
    private final Holder holder;
    private final LockWord word;

    JvmLock(Memory memory, String lockClass, Holder holder) {
        this.machine = memory.machine();
        this.lockClass = lockClass;
        this.holder = holder;
        this.word = new LockWord(memory, lockClass);
    }

    /** Whether holding it forbids sleep. */
    boolean isAtomic() {
        return holder == Holder.ATOMIC;
    }

    Held lock(Task locker, int subclass, boolean shared) {
        JvmTask task = JvmTask.of(locker);
        LockClass as = new LockClass(lockClass, subclass);
        checkMayWait(task);
        machine.lockOrder().taking(task.name(), task.holdings().lockClasses(), as);
        while (!word.tryAcquire(shared)) {
            standBack(task);
        }
        return taken(new HeldLock(this, as, task, shared));
    }

    @Nullable
    Held tryLock(Task locker) {
        JvmTask task = JvmTask.of(locker);
        if (task.faults().tryLockFails() || !word.tryAcquire(false)) {
            return null;
        }
        return taken(new HeldLock(this, new LockClass(lockClass, 0), task, false));
    }

    /** Does nothing once the kernel has crashed: the task unwinds, and its locks are of no use to anybody. */
    void release(HeldLock held) {
        if (machine.crashed()) {
            return;
        }
        held.task().holdings().left(held);
        word.release(held.shared());
    }

    private Held taken(HeldLock held) {
        held.task().holdings().entered(held);
        return held;
    }

    private void checkMayWait(JvmTask task) {
        if (!isAtomic()) {
            task.checkMaySleep(this::taking);
        }
        if (task.holdings().holds(this)) {
            throw task.crash(Invariant.PROGRESS, "recursive lock", " " + taking() + ", which it holds");
        }
    }

    /** One look at a lock that somebody else has. */
    private void standBack(JvmTask task) {
        task.waiting().checkNotBeneath(other -> other.holdings().holds(this), this::taking);
        task.waiting().spin("deadlock", this::taking);
    }

    private String taking() {
        return "takes " + word.name();
    }
}
