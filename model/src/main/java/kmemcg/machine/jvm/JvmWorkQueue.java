package kmemcg.machine.jvm;

import java.util.function.Predicate;
import kmemcg.machine.Task;
import kmemcg.machine.Work;
import kmemcg.machine.WorkQueue;

/** A lane of deferred activities. Unlike the kernel's bound queues, its maximum of active items holds for all CPUs together. */
final class JvmWorkQueue implements WorkQueue {
    private final JvmMachine machine;
    private final String name;
    private final Lane lane;

    JvmWorkQueue(JvmMachine machine, String name, int maxActive) {
        this.machine = machine;
        this.name = name;
        this.lane = new Lane(maxActive);
    }

    @Override
    public boolean queueOn(Task task, int cpu, Work work) {
        machine.beforeStep();
        boolean queued = machine.deferred().addWork(Activity.work(lane, machine.checkedCpu(cpu), work), work);
        if (queued) {
            machine.did("queues", work.name());
        }
        return queued;
    }

    @Override
    public void flush(Task task, Work work) {
        waitForAll(JvmTask.of(task), activity -> activity.isOf(work), "flushes " + work.name());
    }

    @Override
    public void flushAll(Task task) {
        waitForAll(JvmTask.of(task), activity -> activity.lane() == lane, "flushes " + name);
    }

    @Override
    public boolean cancel(Task task, Work work) {
        boolean wasPending = machine.deferred().beginCancel(work);
        waitForAll(JvmTask.of(task), activity -> activity.isOf(work), "cancels " + work.name());
        machine.deferred().endCancel(work);
        machine.did("cancels", work.name());
        return wasPending;
    }

    private static void waitForAll(JvmTask task, Predicate<Activity> wanted, String what) {
        task.checkMaySleep(() -> what);
        task.waiting().forAll(wanted, () -> what);
    }
}
