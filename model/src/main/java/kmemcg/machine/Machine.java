package kmemcg.machine;

/**
 * What hardware and kernel give a design. A design touches nothing else: no {@code java.util.concurrent}, no
 * {@code synchronized}, no threads, clocks or random numbers.
 *
 * <p>One model text so serves every engine. {@link kmemcg.machine.jvm.JvmMachine} runs it on real threads; an explorer answers
 * the same calls from an execution graph. Two rules make that possible: a step that the kernel does in one atomic instruction
 * is one machine call and a step that it does in two is two; and a task's calls depend on nothing but the answers it got
 * before.
 *
 * <p>The cells of a machine itself (those made by {@link Cells} on the machine, not on a {@link Birth}) are static data: they
 * live as long as the machine.
 */
public interface Machine extends Cells {
    /** Number of CPUs, numbered from 0. */
    int cpus();

    /** A new activity on a CPU. The CPU is an explicit property of the task, never a thread-local. */
    Task task(String name, int cpu);

    /** The kernel's default RCU flavour: {@code rcu_read_lock}, {@code synchronize_rcu}, {@code call_rcu}. */
    Rcu rcu();

    /**
     * Another flavour, with readers and grace periods of its own (as {@code rcu_sched} was before 4.20). Flavours are told
     * apart by name; the same name gives the same flavour.
     */
    Rcu rcu(String flavour);

    /**
     * A work queue.
     *
     * @param maxActive how many of its items may run at the same time; 1 makes it ordered
     */
    WorkQueue workQueue(String name, int maxActive);
}
