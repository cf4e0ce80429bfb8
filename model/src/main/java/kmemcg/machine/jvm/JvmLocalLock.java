package kmemcg.machine.jvm;

import kmemcg.machine.Held;
import kmemcg.machine.LocalLock;
import kmemcg.machine.PerCpu;
import kmemcg.machine.Task;
import org.jspecify.annotations.Nullable;

/** A spin lock for each CPU, all of one class: the tasks of a CPU run side by side here, where a kernel interleaves them. */
final class JvmLocalLock implements LocalLock {
    private final PerCpu<JvmLock> locks;

    JvmLocalLock(PerCpu<JvmLock> locks) {
        this.locks = locks;
    }

    @Override
    public Held lock(Task task) {
        return locks.mine(task).lock(task);
    }

    @Override
    @Nullable
    public Held tryLock(Task task) {
        return locks.mine(task).tryLock(task);
    }
}
