package kmemcg.engine;

import java.util.List;
import kmemcg.machine.Finding;
import kmemcg.machine.KernelObject;
import kmemcg.machine.Task;
import kmemcg.machine.jvm.JvmMachine;
import kmemcg.program.Deferred;

/** A machine on real threads. */
public record JvmHost(JvmMachine machine) implements Host {
    @Override
    public Deferred deferred() {
        return new JvmDeferred(machine);
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
    public void settle() {
        machine.settle();
    }

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
