package kmemcg.engine.explorer;

import java.util.List;
import kmemcg.engine.Host;
import kmemcg.explore.ExplorerMachine;
import kmemcg.machine.Finding;
import kmemcg.machine.KernelObject;
import kmemcg.machine.Task;
import kmemcg.program.Deferred;

/** The explorer's machine. What is deferred outside explorations has run when the task that deferred it is through. */
record ExplorerHost(ExplorerMachine machine) implements Host, Deferred {
    @Override
    public Deferred deferred() {
        return this;
    }

    @Override
    public void settle(Task task) {
        machine.settle(task);
    }

    @Override
    public void failAllocation(Task task, int nth) {
        machine.failAllocation(task, nth);
    }

    @Override
    public void vacate(Task task, int cpu) {
        machine.vacate(task, cpu);
    }

    @Override
    public void report(Finding finding) {
        machine.report(finding);
    }

    @Override
    public int cpus() {
        return machine.cpus();
    }

    @Override
    public Task task(String name, int cpu) {
        return machine.task(name, cpu);
    }

    @Override
    public void run(Task task, Runnable operation) {
        machine.run(task, operation);
    }

    @Override
    public void settle() {}

    @Override
    public List<KernelObject> liveObjects() {
        return machine.liveObjects();
    }

    @Override
    public List<Finding> findings() {
        return machine.findings();
    }

    @Override
    public boolean crashed() {
        return machine.crashed();
    }
}
