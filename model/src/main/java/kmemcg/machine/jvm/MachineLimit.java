package kmemcg.machine.jvm;

/**
 * The machine, not the model, cannot go on: a deferred activity that runs on a waiting task's Java stack needs what a task
 * beneath it on that stack has, although in the kernel the two would run side by side. It says nothing about the model.
 */
public final class MachineLimit extends Error {
    private static final long serialVersionUID = 1L;

    MachineLimit(String message) {
        super(message);
    }
}
