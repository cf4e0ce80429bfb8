package kmemcg.machine.jvm;

import kmemcg.machine.Held;
import kmemcg.machine.RwSemaphore;
import kmemcg.machine.Task;

/** A lock that readers share. A stream of readers may keep a writer out for ever, which the kernel's queue forbids. */
final class JvmRwSemaphore implements RwSemaphore {
    private final JvmLock lock;

    JvmRwSemaphore(JvmLock lock) {
        this.lock = lock;
    }

    @Override
    public Held lockRead(Task task) {
        return lock.lockShared(task);
    }

    @Override
    public Held lockWrite(Task task) {
        return lock.lock(task);
    }
}
