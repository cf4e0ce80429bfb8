package kmemcg.explore;

import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import kmemcg.machine.Held;
import kmemcg.machine.Rcu;
import kmemcg.machine.Task;

/**
 * An RCU flavour: sections and grace periods are events, and the graph keeps the guarantee. A callback is a thread of its own
 * that waits for a grace period, and for the callback before it on its CPU.
 */
final class ExploredRcu implements Rcu {
    private final ExplorerMachine machine;
    private final int flavour;

    /** For each CPU the newest callback. */
    private final List<ExploredRef<Activity>> newest;

    ExploredRcu(ExplorerMachine machine, int flavour) {
        this.machine = machine;
        this.flavour = flavour;
        this.newest = IntStream.range(0, machine.cpus())
                .mapToObj(cpu -> machine.<Activity>bookkeeping("rcu%d.callbacks/%d".formatted(flavour, cpu)))
                .toList();
    }

    @Override
    public Held readLock(Task task) {
        return ExploredTask.of(task).enterSection(flavour);
    }

    @Override
    public void synchronize(Task task) {
        ExploredTask waiting = ExploredTask.of(task);
        waiting.checkMaySleep("waits for a grace period");
        gracePeriod();
    }

    private void gracePeriod() {
        machine.runner().rcu(EventKind.GRACE_START, flavour);
        machine.runner().graceEnd(flavour);
    }

    @Override
    public void call(Task task, String name, Consumer<Task> callback) {
        ExploredRef<Activity> lane = newest.get(task.cpu());
        Activity mine = Objects.requireNonNull(lane.update(
                old -> new Activity("rcu/" + task.cpu() + " " + name, task.cpu(), false, Activity.unfinished(old))));
        machine.spawn(mine, later -> {
            gracePeriod();
            ExploredTask.of(later).join(mine.before());
            machine.runDeferred(ExploredTask.of(later), callback);
            return null;
        });
    }

    @Override
    public void barrier(Task task) {
        ExploredTask waiting = ExploredTask.of(task);
        waiting.checkMaySleep("waits for all callbacks");
        newest.forEach(lane -> waiting.join(Activity.unfinished(lane.loadAcquire())));
    }
}
