package kmemcg.machine.jvm;

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

/** Memory to make cells in: that of one object, or the machine's static data. */
abstract class Memory implements Cells {
    abstract JvmMachine machine();

    abstract Life life();

    /** The field's name with that of its owner. */
    abstract String cellName(String field);

    @Override
    public final Word word(String name, long initial) {
        return new JvmWord(this, name, initial);
    }

    @Override
    public final <T> Ref<T> ref(String name, @Nullable T initial) {
        return new JvmRef<>(this, name, initial);
    }

    @Override
    public final PerCpuCount perCpuCount(String name) {
        return new PerCpuCount(
                PerCpu.of(machine().cpus(), cpu -> word(name + "/" + cpu, 0)).all(), Task::cpu);
    }

    @Override
    public final SpinLock spinLock(String lockClass) {
        return new JvmLock(this, lockClass, JvmLock.Holder.ATOMIC);
    }

    @Override
    public final Mutex mutex(String lockClass) {
        return new JvmLock(this, lockClass, JvmLock.Holder.SLEEPING);
    }

    @Override
    public final RwSemaphore rwSemaphore(String lockClass) {
        return new JvmRwSemaphore(new JvmLock(this, lockClass, JvmLock.Holder.SLEEPING));
    }

    @Override
    public final LocalLock localLock(String lockClass) {
        return new JvmLocalLock(
                PerCpu.of(machine().cpus(), cpu -> new JvmLock(this, lockClass, JvmLock.Holder.ATOMIC)));
    }

    @Override
    public final Work work(String name, Consumer<Task> function) {
        return new JvmWork(name, function);
    }
}
