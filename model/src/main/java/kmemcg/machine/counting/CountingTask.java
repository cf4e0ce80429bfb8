package kmemcg.machine.counting;

import java.util.function.Function;
import java.util.function.LongPredicate;
import java.util.function.Predicate;
import kmemcg.machine.Birth;
import kmemcg.machine.Held;
import kmemcg.machine.Invariant;
import kmemcg.machine.KernelObject;
import kmemcg.machine.Ref;
import kmemcg.machine.Task;
import kmemcg.machine.Word;
import org.jspecify.annotations.Nullable;

/** An activity. */
final class CountingTask implements Task {
    private final CountingMachine machine;
    private final String name;
    private final int cpu;

    CountingTask(CountingMachine machine, String name, int cpu) {
        this.machine = machine;
        this.name = name;
        this.cpu = cpu;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int cpu() {
        return cpu;
    }

    @Override
    public void smpMb() {}

    @Override
    public void smpRmb() {}

    @Override
    public void smpWmb() {}

    @Override
    public Held rcuReadLock() {
        return machine.rcu().readLock(this);
    }

    @Override
    public boolean maySleep() {
        return true;
    }

    @Override
    public long await(Word word, LongPredicate until) {
        while (!until.test(word.loadAcquire())) {
            machine.runOne();
        }
        return word.peek();
    }

    @Override
    public <T> @Nullable T await(Ref<T> ref, Predicate<@Nullable T> until) {
        while (!until.test(ref.loadAcquire())) {
            machine.runOne();
        }
        return ref.peek();
    }

    @Override
    public <T> T retry(Attempt<T> iteration) {
        T result = iteration.attempt();
        while (result == null) {
            machine.runOne();
            result = iteration.attempt();
        }
        return result;
    }

    @Override
    public <T extends KernelObject> T allocate(String called, Function<Birth, T> constructor) {
        return machine.born(constructor.apply(new CountingBirth(machine, called)));
    }

    @Override
    public <T extends KernelObject> T tryAllocate(String called, Function<Birth, T> constructor) {
        return allocate(called, constructor);
    }

    @Override
    public void free(KernelObject object) {
        machine.died(object);
    }

    @Override
    public void bug(boolean condition, Invariant broken, String message) {
        if (condition) {
            throw new IllegalStateException(broken + ": " + message);
        }
    }

    @Override
    public void warn(boolean condition, Invariant broken, String message) {
        if (condition) {
            machine.warned(broken);
        }
    }
}
