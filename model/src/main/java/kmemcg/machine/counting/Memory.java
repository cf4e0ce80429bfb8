package kmemcg.machine.counting;

import java.util.function.Consumer;
import kmemcg.machine.Cells;
import kmemcg.machine.LocalLock;
import kmemcg.machine.Mutex;
import kmemcg.machine.PerCpu;
import kmemcg.machine.PerCpuCount;
import kmemcg.machine.Ref;
import kmemcg.machine.RwSemaphore;
import kmemcg.machine.SpinLock;
import kmemcg.machine.Task;
import kmemcg.machine.Word;
import kmemcg.machine.Work;
import org.jspecify.annotations.Nullable;

/** Where cells are made, and how much there is of it. */
abstract class Memory implements Cells {
    private long cells;
    private long listed;

    abstract CountingMachine machine();

    abstract String nameOf(String field);

    /** Words and pointers. */
    final long cells() {
        return cells;
    }

    /** Entries of the lists whose heads are here. */
    final long listed() {
        return listed;
    }

    /** A list of this memory has become longer, or shorter. */
    final void listGrew(int by) {
        listed += by;
    }

    @Override
    public final Word word(String name, long initial) {
        cells++;
        return new CountingWord(this, name, initial);
    }

    @Override
    public final <T> Ref<T> ref(String name, @Nullable T initial) {
        cells++;
        return new CountingRef<>(this, name, initial);
    }

    @Override
    public final PerCpuCount perCpuCount(String name) {
        return new PerCpuCount(
                PerCpu.of(machine().cpus(), cpu -> word(name + "/" + cpu, 0)).all(), Task::cpu);
    }

    @Override
    public final SpinLock spinLock(String lockClass) {
        return new CountingLock(machine(), lockClass);
    }

    @Override
    public final Mutex mutex(String lockClass) {
        return new CountingLock(machine(), lockClass);
    }

    @Override
    public final RwSemaphore rwSemaphore(String lockClass) {
        return new CountingLock(machine(), lockClass);
    }

    @Override
    public final LocalLock localLock(String lockClass) {
        return new CountingLock(machine(), lockClass);
    }

    @Override
    public final Work work(String name, Consumer<Task> function) {
        return new CountingWork(name, function);
    }
}
