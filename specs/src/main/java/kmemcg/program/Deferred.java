package kmemcg.program;

import kmemcg.machine.Task;

/** What a program asks of the machine itself, behind the designs' back; each engine does it in its own way. */
public interface Deferred {
    /** Waits until no work item and no RCU callback is queued or running any more. */
    void settle(Task task);

    /**
     * Makes a coming memory allocation of a task fail.
     *
     * @param nth which one from here on, from 1
     */
    void failAllocation(Task task, int nth);

    /** Waits until nothing runs on a CPU, and moves what is queued there to the task's, as CPU hotplug does. */
    void vacate(Task task, int cpu);
}
