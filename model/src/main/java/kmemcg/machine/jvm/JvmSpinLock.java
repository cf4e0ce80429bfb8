package kmemcg.machine.jvm;

import kmemcg.machine.Held;
import kmemcg.machine.SpinLock;
import kmemcg.machine.Task;
import org.jspecify.annotations.Nullable;

record JvmSpinLock(JvmLock lock) implements SpinLock {
    @Override
    public Held lock(Task task) {
        return lock.lock(task, 0, false);
    }

    @Override
    public Held lockNested(Task task, int subclass) {
        return lock.lock(task, subclass, false);
    }

    @Override
    @Nullable
    public Held tryLock(Task task) {
        return lock.tryLock(task);
    }
}
