package kmemcg.machine;

import java.util.function.Consumer;

/**
 * {@code struct work_struct}: a function and whether it is pending. Made once by {@link Cells#work}, queued many times; each
 * machine keeps the pending bit in its own way, as memory of the object that the item is embedded in.
 */
public class Work {
    private final String name;
    private final Consumer<Task> function;

    protected Work(String name, Consumer<Task> function) {
        this.name = name;
        this.function = function;
    }

    public final String name() {
        return name;
    }

    public final Consumer<Task> function() {
        return function;
    }

    @Override
    public final String toString() {
        return name;
    }
}
