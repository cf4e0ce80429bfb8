package kmemcg.machine.jvm;

import kmemcg.machine.Held;
import kmemcg.machine.Mutex;
import kmemcg.machine.Task;
import org.jspecify.annotations.Nullable;

record JvmMutex(JvmLock lock) implements Mutex {
    @Override
    public Held lock(Task task) {
        return lock.lock(task, 0, false);
    }

    @Override
    @Nullable
    public Held tryLock(Task task) {
        return lock.tryLock(task);
    }
}
