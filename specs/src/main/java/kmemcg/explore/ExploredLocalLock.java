package kmemcg.explore;

import java.util.List;
import kmemcg.machine.Held;
import kmemcg.machine.LocalLock;
import kmemcg.machine.Task;
import org.jspecify.annotations.Nullable;

/** One lock for each CPU, of which a task takes that of its own. */
record ExploredLocalLock(List<ExploredLock> locks) implements LocalLock {
    @Override
    public Held lock(Task task) {
        return locks.get(task.cpu()).lock(task);
    }

    @Override
    public @Nullable Held tryLock(Task task) {
        return locks.get(task.cpu()).tryLock(task);
    }
}
