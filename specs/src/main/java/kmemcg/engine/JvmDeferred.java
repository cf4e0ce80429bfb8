package kmemcg.engine;

import kmemcg.machine.Task;
import kmemcg.machine.jvm.JvmMachine;
import kmemcg.machine.jvm.JvmTask;
import kmemcg.program.Deferred;

/** What a program asks of a machine on real threads. Nothing runs in the background there: to wait is to run it. */
public record JvmDeferred(JvmMachine machine) implements Deferred {
    @Override
    public void settle(Task task) {
        machine.settle();
    }

    @Override
    public void failAllocation(Task task, int nth) {
        ((JvmTask) task).failAllocation(nth);
    }

    /** Deviation: what is queued on the CPU is not moved but run, and everything else with it. */
    @Override
    public void vacate(Task task, int cpu) {
        machine.settle();
    }
}
