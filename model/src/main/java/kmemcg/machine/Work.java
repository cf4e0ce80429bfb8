package kmemcg.machine;

import java.util.function.Consumer;

/** {@code struct work_struct}: a function and, in the machine, whether it is pending. Made once, queued many times. */
public final class Work {
    private final String name;
    private final Consumer<Task> function;

    public Work(String name, Consumer<Task> function) {
        this.name = name;
        this.function = function;
    }

    public String name() {
        return name;
    }

    public Consumer<Task> function() {
        return function;
    }

    @Override
    public String toString() {
        return name;
    }
}
