package kmemcg.machine.jvm;

import kmemcg.machine.Held;
import kmemcg.machine.LocalLock;
import kmemcg.machine.PerCpu;
import kmemcg.machine.Task;
import org.jspecify.annotations.Nullable;

record JvmLocalLock(PerCpu<JvmLock> locks) implements LocalLock {
    @Override
    public Held lock(Task task) {
        return locks.mine(task).lock(task, 0, false);
    }

    @Override
    @Nullable
    public Held tryLock(Task task) {
        return locks.mine(task).tryLock(task);
    }
}
