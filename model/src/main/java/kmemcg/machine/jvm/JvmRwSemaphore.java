package kmemcg.machine.jvm;

import kmemcg.machine.Held;
import kmemcg.machine.RwSemaphore;
import kmemcg.machine.Task;

record JvmRwSemaphore(JvmLock lock) implements RwSemaphore {
    @Override
    public Held lockRead(Task task) {
        return lock.lock(task, 0, true);
    }

    @Override
    public Held lockWrite(Task task) {
        return lock.lock(task, 0, false);
    }
}
