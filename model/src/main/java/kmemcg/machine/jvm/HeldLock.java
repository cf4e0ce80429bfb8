package kmemcg.machine.jvm;

import kmemcg.machine.Held;

/** A lock in the hands of a task. */
record HeldLock(JvmLock lock, LockClass lockClass, JvmTask task, boolean shared) implements Held {
    @Override
    public void close() {
        lock.release(this);
    }
}
