package kmemcg.explore;

import kmemcg.machine.Held;
import kmemcg.machine.Invariant;
import kmemcg.machine.RwSemaphore;
import kmemcg.machine.Task;

/** A reader-writer lock: a cell that holds the number of readers, or -1 for a writer. */
final class ExploredRwSemaphore implements RwSemaphore {
    private final String lockClass;
    private final ExploredWord cell;

    ExploredRwSemaphore(String lockClass, ExploredWord cell) {
        this.lockClass = lockClass;
        this.cell = cell;
    }

    @Override
    public Held lockRead(Task task) {
        return shared(begin(task));
    }

    /** As {@link #lockRead}, for those who may not sleep. */
    Held enter(ExploredTask reader) {
        return shared(reader);
    }

    private Held shared(ExploredTask reader) {
        long others = cell.longOf(runner().await(EventKind.LOCK_READ, cell, LockWord.NOT_WRITTEN));
        runner().write(EventKind.LOCK_WRITE, cell, others + 1, null);
        return reader.took(cell, lockClass, false, () -> cell.addReturn(-1));
    }

    @Override
    public Held lockWrite(Task task) {
        ExploredTask writer = begin(task);
        runner().await(EventKind.LOCK_READ, cell, LockWord.FREE);
        runner().write(EventKind.LOCK_WRITE, cell, -1, null);
        return writer.took(cell, lockClass, false, () -> runner().write(EventKind.UNLOCK, cell, 0, null));
    }

    private ExploredTask begin(Task locker) {
        ExploredTask task = ExploredTask.of(locker);
        task.checkMaySleep("takes " + lockClass);
        if (task.holds(cell)) {
            throw task.crash(Invariant.PROGRESS, "recursive lock", "takes %s, which it holds".formatted(cell.name()));
        }
        task.isTaking(lockClass);
        return task;
    }

    private ThreadRunner runner() {
        return cell.machine.runner();
    }
}
