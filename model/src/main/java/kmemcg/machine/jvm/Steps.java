package kmemcg.machine.jvm;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What only a machine can know that runs one Java thread at a time: which task runs, and what it does. */
final class Steps {
    private static final String NOBODY = "harness";

    /** Who decides which Java thread goes on; null if there is but one. */
    @Nullable
    private final Scheduler scheduler;

    /** For each Java thread the names of its tasks, the running one on top. */
    private final Map<Object, Deque<String>> running = new HashMap<>();

    @Nullable
    private StepObserver observer;

    /** What the cell held that is accessed now, if anybody observes that. */
    @Nullable
    private Object before;

    Steps(@Nullable Scheduler scheduler) {
        this.scheduler = scheduler;
    }

    @Nullable
    Scheduler scheduler() {
        return scheduler;
    }

    void observe(@Nullable StepObserver observer) {
        this.observer = observer;
    }

    /** Whether anybody wants to know of steps. */
    boolean isWatched() {
        return observer != null || scheduler != null;
    }

    void begin(String task) {
        tasks().push(task);
    }

    void end() {
        tasks().pop();
        changed();
    }

    String taskName() {
        String task = tasks().peek();
        return task == null ? NOBODY : task;
    }

    private Deque<String> tasks() {
        Object runner = scheduler == null ? NOBODY : scheduler.runner();
        return running.computeIfAbsent(runner, unseen -> new ArrayDeque<>());
    }

    void next() {
        if (scheduler != null) {
            scheduler.beforeStep();
        }
    }

    /** A task is about to access a cell. */
    void next(Cell cell) {
        next();
        if (observer != null) {
            before = cell.held();
        }
    }

    void changed() {
        if (scheduler != null) {
            scheduler.changed();
        }
    }

    void read(Cell cell, @Nullable Object value) {
        if (observer != null) {
            CellAccess access = new CellAccess(cell.name(), cell.isLock(), true, false, value, value);
            observer.after(new Step(taskName(), access.cell() + " is " + value, false, access));
        }
    }

    /** @param wasRead whether the task knows what was there */
    void wrote(Cell cell, @Nullable Object value, boolean wasRead) {
        changed();
        if (observer != null) {
            CellAccess access = new CellAccess(cell.name(), cell.isLock(), wasRead, true, before, cell.held());
            observer.after(new Step(taskName(), access.cell() + " -> " + value, true, access));
        }
    }

    void did(String verb, String object) {
        changed();
        if (observer != null) {
            observer.after(new Step(taskName(), verb + " " + object, true, null));
        }
    }
}
