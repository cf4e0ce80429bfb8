package kmemcg.explore;

import java.util.function.Function;
import kmemcg.machine.Task;
import org.jspecify.annotations.Nullable;

/**
 * A thread of a program to be explored.
 *
 * @param cpu the CPU it runs on, from 0
 * @param body what it does, and what it answers. It is run again from its start many times and must always ask the machine for
 *     the same accesses as long as it gets the same answers; what it answers must depend on nothing else.
 */
public record ProgramThread(String name, int cpu, Body body) {
    /** What a thread does. */
    @FunctionalInterface
    public interface Body extends Function<Task, @Nullable Object> {
        @Override
        @Nullable
        Object apply(Task task);
    }
}
