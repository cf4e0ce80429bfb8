package kmemcg.explore;

import java.util.function.Consumer;
import kmemcg.machine.Held;
import kmemcg.machine.Task;

/**
 * What deferred work does when its CPU goes away: what has begun there is waited for, what has not runs on another CPU. Only a
 * program that takes a CPU down pays for it. Source: Linux 6.1 {@code kernel/workqueue.c}, {@code unbind_workers}, and
 * {@code kernel/rcu/tree.c}, {@code rcutree_migrate_callbacks}. Deviation: there, what has begun is moved too.
 */
final class Hotplug {
    private final ExplorerMachine machine;
    private final ExploredRwSemaphore lock;
    private final ExploredWord gone;

    Hotplug(ExplorerMachine machine) {
        this.machine = machine;
        this.lock = new ExploredRwSemaphore("cpu_hotplug_lock", machine.cell("cpu_hotplug_lock", 0));
        this.gone = machine.cell("cpus_gone", 0);
    }

    /** Runs deferred work on its CPU, or on the first that is there. */
    void run(ExploredTask worker, Consumer<Task> function) {
        try (Held held = lock.enter(worker)) {
            long bits = gone.readOnce();
            boolean isHome = (bits >> worker.cpu() & 1) == 0;
            function.accept(isHome ? worker : worker.on(Long.numberOfTrailingZeros(~bits)));
        }
    }

    /** Waits for what runs on a CPU, and keeps everything else away from it. */
    void vacate(Task task, int cpu) {
        try (Held held = lock.lockWrite(task)) {
            gone.writeOnce(gone.readOnce() | 1L << machine.checkedCpu(cpu));
        }
    }
}
