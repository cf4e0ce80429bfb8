package kmemcg.machine.counting;

import java.util.function.Consumer;
import kmemcg.machine.Task;
import kmemcg.machine.Work;
import org.jspecify.annotations.Nullable;

/**
 * What runs later.
 *
 * @param from the queue or RCU flavour that it was handed to
 * @param work the item it is a run of; null for a callback
 */
record Deferred(Object from, @Nullable Work work, int cpu, Consumer<Task> function) {}
