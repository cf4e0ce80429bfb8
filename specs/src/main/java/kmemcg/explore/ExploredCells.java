package kmemcg.explore;

import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import kmemcg.machine.Cells;
import kmemcg.machine.LocalLock;
import kmemcg.machine.Mutex;
import kmemcg.machine.PerCpuCount;
import kmemcg.machine.Ref;
import kmemcg.machine.RwSemaphore;
import kmemcg.machine.SpinLock;
import kmemcg.machine.Task;
import kmemcg.machine.Word;
import kmemcg.machine.Work;
import org.jspecify.annotations.Nullable;

/** Makes cells: static ones, or those of a kernel object. */
abstract class ExploredCells implements Cells {
    private final @Nullable ExplorerMachine outer;

    ExploredCells() {
        this.outer = null;
    }

    ExploredCells(ExplorerMachine machine) {
        this.outer = machine;
    }

    ExplorerMachine machine() {
        return outer == null ? (ExplorerMachine) this : outer;
    }

    /** Whose memory it is; null for static data. */
    abstract @Nullable ExploredBirth owner();

    @Override
    public final Word word(String name, long initial) {
        return cell(name, initial);
    }

    final ExploredWord cell(String name, long initial) {
        return machine().register(new ExploredWord(machine(), machine().nextCell(), owner(), name, initial));
    }

    /** Each of the program's own threads has a word, after those of the CPUs, which whoever else runs there adds to. */
    @Override
    public final PerCpuCount perCpuCount(String name) {
        List<Word> words = IntStream.range(0, machine().cpus() + machine().programThreads())
                .mapToObj(number -> word(name + "/" + number, 0))
                .toList();
        return new PerCpuCount(words, task -> ExploredTask.of(task).wordAtHand());
    }

    @Override
    public final <T> Ref<T> ref(String name, @Nullable T initial) {
        return pointer(name, initial);
    }

    final <T> ExploredRef<T> pointer(String name, @Nullable T initial) {
        return machine().register(new ExploredRef<>(machine(), machine().nextCell(), owner(), name, initial));
    }

    /** A pointer for the machine's own account of what was deferred. */
    final <T> ExploredRef<T> bookkeeping(String name) {
        ExploredRef<T> cell = pointer(name, null);
        cell.isBookkeeping = true;
        return cell;
    }

    @Override
    public final SpinLock spinLock(String lockClass) {
        return new ExploredLock(lockClass, true, cell(lockClass, 0));
    }

    @Override
    public final Mutex mutex(String lockClass) {
        return new ExploredLock(lockClass, false, cell(lockClass, 0));
    }

    @Override
    public final RwSemaphore rwSemaphore(String lockClass) {
        return new ExploredRwSemaphore(lockClass, cell(lockClass, 0));
    }

    @Override
    public final LocalLock localLock(String lockClass) {
        return new ExploredLocalLock(IntStream.range(0, machine().cpus())
                .mapToObj(cpu -> new ExploredLock(lockClass, true, cell(lockClass + "/" + cpu, 0)))
                .toList());
    }

    @Override
    public final Work work(String name, Consumer<Task> function) {
        return new ExploredWork(name, function, cell(name + ".pending", 0), bookkeeping(name + ".last"));
    }
}
