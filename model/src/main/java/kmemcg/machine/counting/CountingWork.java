package kmemcg.machine.counting;

import java.util.function.Consumer;
import kmemcg.machine.Task;
import kmemcg.machine.Work;

/** A work item. */
final class CountingWork extends Work {
    private boolean pending;

    CountingWork(String name, Consumer<Task> function) {
        super(name, function);
    }

    static CountingWork of(Work work) {
        return (CountingWork) work;
    }

    boolean isPending() {
        return pending;
    }

    void pending(boolean now) {
        pending = now;
    }
}
