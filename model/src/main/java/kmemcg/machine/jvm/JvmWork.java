package kmemcg.machine.jvm;

import java.util.function.Consumer;
import kmemcg.machine.Task;
import kmemcg.machine.Work;

/** A work item; it is pending while {@link Deferred} has a pending activity of it. */
final class JvmWork extends Work {
    JvmWork(String name, Consumer<Task> function) {
        super(name, function);
    }
}
