package kmemcg.explore;

import kmemcg.machine.Held;
import kmemcg.machine.Invariant;
import kmemcg.machine.Mutex;
import kmemcg.machine.SpinLock;
import kmemcg.machine.Task;
import org.jspecify.annotations.Nullable;

/** A lock: a cell that is 1 while it is held. To take it is to wait for a 0 and to replace it at once. */
final class ExploredLock implements SpinLock, Mutex {
    private final String lockClass;
    private final boolean isAtomic;
    private final ExploredWord cell;
    private final Runnable unlock;

    /**
     * A free lock.
     *
     * @param isAtomic whether holding it forbids sleep
     */
    ExploredLock(String lockClass, boolean isAtomic, ExploredWord cell) {
        this.lockClass = lockClass;
        this.isAtomic = isAtomic;
        this.cell = cell;
        this.unlock = () -> runner().write(EventKind.UNLOCK, cell, 0, null);
    }

    @Override
    public Held lock(Task task) {
        return lock(ExploredTask.of(task), lockClass);
    }

    @Override
    public Held lockNested(Task task, int subclass) {
        return lock(ExploredTask.of(task), lockClass + "/" + subclass);
    }

    private Held lock(ExploredTask task, String as) {
        if (!isAtomic) {
            task.checkMaySleep("takes " + lockClass);
        }
        if (task.holds(cell)) {
            throw task.crash(Invariant.PROGRESS, "recursive lock", "takes %s, which it holds".formatted(cell.name()));
        }
        task.isTaking(as);
        runner().await(EventKind.LOCK_READ, cell, LockWord.FREE);
        runner().write(EventKind.LOCK_WRITE, cell, 1, null);
        return task.took(cell, as, isAtomic, unlock);
    }

    @Override
    public @Nullable Held tryLock(Task locker) {
        ExploredTask task = ExploredTask.of(locker);
        if (task.faults().tryLockFails() || cell.longOf(cell.read(EventKind.TRYLOCK_READ)) != 0) {
            return null;
        }
        runner().write(EventKind.LOCK_WRITE, cell, 1, null);
        return task.took(cell, lockClass, isAtomic, unlock);
    }

    private ThreadRunner runner() {
        return cell.machine.runner();
    }
}
