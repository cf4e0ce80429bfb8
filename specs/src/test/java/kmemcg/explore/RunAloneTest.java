package kmemcg.explore;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import kmemcg.machine.Birth;
import kmemcg.machine.Held;
import kmemcg.machine.KernelObject;
import kmemcg.machine.Mutex;
import kmemcg.machine.Task;
import kmemcg.machine.Work;
import kmemcg.machine.WorkQueue;
import org.junit.jupiter.api.Test;

/** Does a task that runs alone do everything once, although it is run again from its start whenever it has waited? */
final class RunAloneTest {
    private final ExplorerMachine machine = new ExplorerMachine(1, MemoryModel.SC);
    private final Task task = machine.task("task", 0);
    private final Mutex mutex = machine.mutex("mutex");
    private final WorkQueue queue = machine.workQueue("queue", 1);
    private final Work work = machine.work("work", worker -> {});

    @Test
    void flushWithMutexHeld_isNoRecursiveLock() {
        machine.run(task, () -> {
            try (Held held = mutex.lock(task)) {
                queueAndFlush();
            }
        });
        assertThat(machine.findings()).isEmpty();
    }

    @Test
    void faultOfAnEarlierRun_failsTheSameAllocationAfterWaiting() {
        List<Boolean> failures = new ArrayList<>();
        ExploredTask.of(task).faults().failAllocation(1);
        machine.run(task, () -> {
            failures.add(task.tryAllocate("object", Cell::new) == null);
            queueAndFlush();
        });
        assertThat(machine.findings()).isEmpty();
        assertThat(failures).containsExactly(true, true);
    }

    private void queueAndFlush() {
        queue.queueOn(task, 0, work);
        queue.flush(task, work);
    }

    private static final class Cell extends KernelObject {
        Cell(Birth birth) {
            super(birth);
        }
    }
}
