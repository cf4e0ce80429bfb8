package kmemcg.machine;

import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** {@code DEFINE_PER_CPU}: one value for each CPU. */
public final class PerCpu<T> {
    private final List<T> values;

    private PerCpu(List<T> values) {
        this.values = values;
    }

    /** One value for each of the machine's CPUs. */
    public static <T> PerCpu<T> of(int cpus, IntFunction<T> make) {
        return new PerCpu<>(IntStream.range(0, cpus).mapToObj(make).toList());
    }

    /** {@code this_cpu_ptr}: the value of the task's own CPU. */
    public T mine(Task task) {
        return values.get(task.cpu());
    }

    /** {@code per_cpu_ptr}: the value of any CPU. */
    public T on(int cpu) {
        return values.get(cpu);
    }

    /** All of them, in the order of the CPUs. */
    public List<T> all() {
        return values;
    }
}
