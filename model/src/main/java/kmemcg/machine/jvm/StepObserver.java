package kmemcg.machine.jvm;

/** Watches a sequential or a scheduled machine: checks invariants at every step, or writes the steps down. It may peek and report only. */
@FunctionalInterface
public interface StepObserver {
    /** Called after the step, before the task that made it goes on. */
    void after(Step step);
}
