package kmemcg.machine.counting;

import java.util.function.Consumer;
import kmemcg.machine.Held;
import kmemcg.machine.Rcu;
import kmemcg.machine.Task;

/** An RCU flavour: who waits for a grace period waits for nobody, and is counted. */
final class CountingRcu implements Rcu {
    private static final Held SECTION = () -> {};

    private final CountingMachine machine;

    CountingRcu(CountingMachine machine) {
        this.machine = machine;
    }

    @Override
    public Held readLock(Task task) {
        return SECTION;
    }

    @Override
    public void synchronize(Task task) {
        machine.waited();
    }

    @Override
    public void call(Task task, String name, Consumer<Task> callback) {
        machine.meter().callback();
        machine.defer(new Deferred(this, null, task.cpu(), callback));
    }

    @Override
    public void barrier(Task task) {
        machine.waited();
        machine.runUntil(deferred -> deferred.from() == this);
    }
}
