package kmemcg.machine.jvm;

import kmemcg.machine.Held;
import kmemcg.machine.Invariant;
import kmemcg.machine.Mutex;
import kmemcg.machine.SpinLock;
import kmemcg.machine.Task;
import org.jspecify.annotations.Nullable;

/**
 * One lock, whichever kind: a word that is taken by trying until it is free. What a mutex has more than a spin lock is that
 * its holder may sleep, and that therefore only a task that may sleep can wait for it.
 *
 * <p>Not fair: a waiter may be overtaken any number of times, which the kernel's queued spin locks forbid.
 */
final class JvmLock implements SpinLock, Mutex {
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

    @Override
    public Held lock(Task task) {
        return lock(task, lockClass, false);
    }

    @Override
    public Held lockNested(Task task, int subclass) {
        return lock(task, lockClass + "/" + subclass, false);
    }

    Held lockShared(Task task) {
        return lock(task, lockClass, true);
    }

    private Held lock(Task locker, String as, boolean shared) {
        JvmTask task = JvmTask.of(locker);
        checkMayWait(task);
        task.holdings().locks().forEach(held -> machine.lockOrder().taking(task.name(), held.lockClass(), as));
        while (!word.tryAcquire(shared)) {
            waitUntilFree(task, shared);
        }
        return taken(new HeldLock(this, as, task, shared));
    }

    @Override
    @Nullable
    public Held tryLock(Task locker) {
        JvmTask task = JvmTask.of(locker);
        if (task.faults().tryLockFails() || !word.tryAcquire(false)) {
            return null;
        }
        return taken(new HeldLock(this, lockClass, task, false));
    }

    /** Does nothing once the kernel has crashed: the task unwinds, and its locks are of no use to anybody. */
    void release(HeldLock held, JvmTask task, boolean shared) {
        if (machine.crashed()) {
            return;
        }
        task.holdings().left(held);
        word.release(shared);
    }

    private static Held taken(HeldLock held) {
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

    private void waitUntilFree(JvmTask task, boolean shared) {
        task.waiting().checkNotBeneath(other -> other.holdings().holds(this), this::taking);
        task.waiting().checkNotAlone("deadlock", this::taking);
        machine.waitForOthers(() -> {
            if (shared) {
                AwaitLoops.whileHeldExclusively(word, machine.findingsLog());
            } else {
                AwaitLoops.whileHeld(word, machine.findingsLog());
            }
        });
    }

    private String taking() {
        return "takes " + word.name();
    }
}
