package kmemcg.explore;

import java.util.Objects;
import kmemcg.machine.Task;
import kmemcg.machine.Work;
import kmemcg.machine.WorkQueue;
import org.jspecify.annotations.Nullable;
import org.pcollections.PVector;
import org.pcollections.TreePVector;

/**
 * A work queue. Its items are threads of their own; one begins when the one that stands as many places before it as the queue
 * is wide has ended, and the same item's queueing before it. Deviation: with a width above one, the kernel begins the next item
 * when <em>any</em> of those before it has ended.
 */
final class ExploredQueue implements WorkQueue {
    private final ExplorerMachine machine;
    private final String name;
    private final int width;
    private final ExploredRef<PVector<Activity>> queued;

    ExploredQueue(ExplorerMachine machine, String name, int width) {
        this.machine = machine;
        this.name = name;
        this.width = width;
        this.queued = machine.bookkeeping("workqueue " + name);
    }

    @Override
    public boolean queueOn(Task task, int cpu, Work item) {
        ExploredWork work = (ExploredWork) item;
        if (work.pending.xchg(1) == 1) {
            return false;
        }
        Activity mine = Objects.requireNonNull(work.last.update(old -> new Activity(
                "kworker/" + machine.checkedCpu(cpu) + " " + work.name(), cpu, true, Activity.unfinished(old))));
        PVector<Activity> all =
                Objects.requireNonNull(queued.update(old -> unfinished(old).plus(mine)));
        int place = all.indexOf(mine) - width;
        Activity ahead = place < 0 ? null : all.get(place);
        machine.spawn(mine, worker -> run(ExploredTask.of(worker), work, mine, ahead));
        return true;
    }

    private @Nullable Object run(ExploredTask worker, ExploredWork work, Activity mine, @Nullable Activity ahead) {
        worker.join(mine.before());
        worker.join(ahead);
        if (work.pending.xchg(0) == 1) {
            machine.runDeferred(worker, work.function());
        }
        return null;
    }

    private static PVector<Activity> unfinished(@Nullable PVector<Activity> queued) {
        PVector<Activity> unfinished = TreePVector.empty();
        for (Activity activity : queued == null ? unfinished : queued) {
            unfinished = activity.isOver ? unfinished : unfinished.plus(activity);
        }
        return unfinished;
    }

    @Override
    public void flush(Task task, Work item) {
        ExploredTask waiting = ExploredTask.of(task);
        waiting.checkMaySleep("flushes " + item.name());
        waiting.join(Activity.unfinished(((ExploredWork) item).last.loadAcquire()));
    }

    @Override
    public void flushAll(Task task) {
        ExploredTask waiting = ExploredTask.of(task);
        waiting.checkMaySleep("flushes " + name);
        unfinished(queued.loadAcquire()).forEach(waiting::join);
    }

    @Override
    public boolean cancel(Task task, Work item) {
        ExploredTask waiting = ExploredTask.of(task);
        waiting.checkMaySleep("cancels " + item.name());
        boolean wasPending = ((ExploredWork) item).pending.xchg(0) == 1;
        waiting.join(Activity.unfinished(((ExploredWork) item).last.loadAcquire()));
        return wasPending;
    }
}
