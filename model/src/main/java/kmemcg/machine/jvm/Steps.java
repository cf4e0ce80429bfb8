package kmemcg.machine.jvm;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** What only a sequential machine can know: which task runs, and what it does. One thread. */
final class Steps {
    private static final String NOBODY = "harness";

    private final Deque<String> running = new ArrayDeque<>();

    @Nullable
    private StepObserver observer;

    void observe(@Nullable StepObserver observer) {
        this.observer = observer;
    }

    boolean isObserved() {
        return observer != null;
    }

    void begin(String task) {
        running.push(task);
    }

    void end() {
        running.pop();
    }

    String taskName() {
        String task = running.peek();
        return task == null ? NOBODY : task;
    }

    void read(Cell cell, @Nullable Object value) {
        if (observer != null) {
            observer.after(new Step(taskName(), cell.name() + " is " + value, false));
        }
    }

    void wrote(Cell cell, @Nullable Object value) {
        if (observer != null) {
            observer.after(new Step(taskName(), cell.name() + " -> " + value, true));
        }
    }

    void did(String verb, String object) {
        if (observer != null) {
            observer.after(new Step(taskName(), verb + " " + object, true));
        }
    }
}
