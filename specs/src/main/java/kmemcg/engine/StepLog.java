package kmemcg.engine;

import java.util.ArrayList;
import java.util.List;
import kmemcg.explore.Access;
import kmemcg.explore.Access.Kind;
import kmemcg.explore.ModelLines;
import kmemcg.explore.RecordedStep;
import kmemcg.machine.Task;
import kmemcg.machine.jvm.CellAccess;
import kmemcg.machine.jvm.Step;
import kmemcg.program.Operation;
import kmemcg.program.Result;
import org.jspecify.annotations.Nullable;

/** What a program does that runs in sequence: each operation with its answer, and behind it every step that it took. */
public final class StepLog {
    private final List<RecordedStep> steps = new ArrayList<>();

    /** Where the operation is that runs. */
    private int operationAt;

    /** An operation begins. */
    public void begins(Task task, Operation operation) {
        operationAt = steps.size();
        steps.add(new RecordedStep(task.name(), operation.toString(), false));
    }

    /** The operation that began last has ended. */
    public void ends(Result answer) {
        RecordedStep begun = steps.get(operationAt);
        steps.set(operationAt, new RecordedStep(begun.thread(), "%s -> %s".formatted(begun.text(), answer), false));
    }

    /** Steps that others have put into words. */
    public void add(List<RecordedStep> others) {
        steps.addAll(others);
    }

    /** A step, while its task still stands where it did it. */
    public void add(Step step) {
        CellAccess access = step.access();
        String text = access == null ? step.what() : text(access);
        steps.add(
                new RecordedStep(step.task(), text, false, ModelLines.here(), access == null ? null : access(access)));
    }

    private static String text(CellAccess access) {
        if (access.isLock()) {
            boolean isGivenBack = isFree(access.after());
            return (isGivenBack ? "gives back " : "takes ") + access.cell();
        }
        if (!access.isWrite()) {
            return "%s is %s".formatted(access.cell(), access.after());
        }
        String before = access.isRead() ? access.before() + " " : "";
        return "%s %s-> %s".formatted(access.cell(), before, access.after());
    }

    private static Access access(CellAccess access) {
        return new Access(
                access.cell(),
                kind(access),
                access.isRead(),
                access.isWrite(),
                value(access, access.before()),
                value(access, access.after()));
    }

    private static Kind kind(CellAccess access) {
        if (access.isLock()) {
            return Kind.LOCK;
        }
        Object held = access.after();
        if (held instanceof Long) {
            return Kind.NUMBER;
        }
        return Access.isList(held) ? Kind.LIST : Kind.POINTER;
    }

    private static String value(CellAccess access, @Nullable Object held) {
        if (access.isLock()) {
            return isFree(held) ? "free" : "taken";
        }
        return String.valueOf(held);
    }

    private static boolean isFree(@Nullable Object lock) {
        return Long.valueOf(0).equals(lock);
    }

    public List<RecordedStep> steps() {
        return List.copyOf(steps);
    }
}
