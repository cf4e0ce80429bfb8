package kmemcg.machine.counting;

import kmemcg.machine.Task;
import kmemcg.machine.Work;
import kmemcg.machine.WorkQueue;

/** A work queue; its items run one after the other. */
final class CountingQueue implements WorkQueue {
    private final CountingMachine machine;

    CountingQueue(CountingMachine machine) {
        this.machine = machine;
    }

    @Override
    public boolean queueOn(Task task, int cpu, Work work) {
        CountingWork item = CountingWork.of(work);
        if (item.isPending()) {
            return false;
        }
        item.pending(true);
        machine.defer(new Deferred(this, item, cpu, worker -> {
            item.pending(false);
            item.function().accept(worker);
        }));
        return true;
    }

    @Override
    public void flush(Task task, Work work) {
        machine.runUntil(deferred -> deferred.work() == work);
    }

    @Override
    public void flushAll(Task task) {
        machine.runUntil(deferred -> deferred.from() == this);
    }

    @Override
    public boolean cancel(Task task, Work work) {
        boolean wasPending = CountingWork.of(work).isPending();
        machine.cancel(deferred -> deferred.work() == work);
        CountingWork.of(work).pending(false);
        return wasPending;
    }
}
