package kmemcg.machine.jvm;

import kmemcg.machine.Held;

/** A lock in the hands of a task. */
final class HeldLock implements Held {
    private final JvmLock lock;
    private final String lockClass;
    private final JvmTask task;
    private final boolean shared;

    HeldLock(JvmLock lock, String lockClass, JvmTask task, boolean shared) {
        this.lock = lock;
        this.lockClass = lockClass;
        this.task = task;
        this.shared = shared;
    }

    JvmLock lock() {
        return lock;
    }

    /** Its node in the lock-order graph: the lock's name, and the subclass if it was taken with one. */
    String lockClass() {
        return lockClass;
    }

    JvmTask task() {
        return task;
    }

    @Override
    public void close() {
        lock.release(this, task, shared);
    }
}
