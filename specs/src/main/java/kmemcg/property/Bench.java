package kmemcg.property;

import java.util.List;
import java.util.stream.IntStream;
import kmemcg.design.KmemDesign;
import kmemcg.machine.Finding;
import kmemcg.machine.KernelObject;
import kmemcg.machine.Task;

/** What a validator needs of the machine that a program ran on, once no thread of the program runs any more. */
public interface Bench {
    /** Number of CPUs. */
    int cpus();

    /** The first CPU on which something can still run. */
    default int firstOnlineCpu(KmemDesign design) {
        return IntStream.range(0, cpus())
                .filter(design::peekOnline)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("every CPU is offline"));
    }

    /** A task for the validator's own operations. */
    Task task(String name, int cpu);

    /** Runs an operation of the validator; what goes wrong in it becomes a finding. */
    void run(Task task, Runnable operation);

    /** Runs everything deferred until nothing is left. */
    void settle();

    /** Every kernel object that was born and not freed, in the order of birth. */
    List<KernelObject> liveObjects();

    /** What the machine has found so far. */
    List<Finding> findings();

    /** Whether the modelled kernel died, so that its state means nothing. */
    boolean crashed();
}
