package kmemcg.explore;

import java.util.function.Consumer;
import kmemcg.machine.Task;
import kmemcg.machine.Work;

/** A work item with its memory. */
final class ExploredWork extends Work {
    /** {@code WORK_STRUCT_PENDING}: 1 from its queueing to its beginning. */
    final ExploredWord pending;

    /** Its newest queueing. */
    final ExploredRef<Activity> last;

    ExploredWork(String name, Consumer<Task> function, ExploredWord pending, ExploredRef<Activity> last) {
        super(name, function);
        this.pending = pending;
        this.last = last;
    }
}
