package kmemcg.machine.jvm;

import org.jspecify.annotations.Nullable;

/**
 * One machine call that touched shared state, as counterexamples print it: {@code "T1 objcg C.memcg -> memcg P"}.
 *
 * @param task the name of the task that made it
 * @param what the cell or lock and what happened to it
 * @param wrote whether shared state may have changed
 * @param access to a cell or lock; null if it touched something else
 */
public record Step(
        String task, String what, boolean wrote, @Nullable CellAccess access) {
    @Override
    public String toString() {
        return task + " " + what;
    }
}
