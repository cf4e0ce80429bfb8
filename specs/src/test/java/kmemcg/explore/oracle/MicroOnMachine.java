package kmemcg.explore.oracle;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import kmemcg.machine.Birth;
import kmemcg.machine.Held;
import kmemcg.machine.KernelObject;
import kmemcg.machine.Machine;
import kmemcg.machine.SpinLock;
import kmemcg.machine.Task;
import kmemcg.machine.Word;

/** A micro program as model code: each operation is one call of the machine under test. */
public final class MicroOnMachine {
    /** The kernel object {@code o}. */
    private static final class Cell extends KernelObject {
        private final Word f;

        private Cell(Birth birth) {
            super(birth);
            f = birth.word("f", 0);
        }
    }

    private final MicroProgram program;
    private final Machine machine;
    private final Map<String, Word> words;
    private final Map<String, SpinLock> locks;
    private final Cell object;

    /** Makes the program's memory. */
    public MicroOnMachine(MicroProgram program, Machine machine, Task setup) {
        this.program = program;
        this.machine = machine;
        this.words = made(program.words(), name -> machine.word(name, 0));
        this.locks = made(program.locks(), machine::spinLock);
        this.object = setup.allocate("o", Cell::new);
    }

    private static <T> Map<String, T> made(SortedSet<String> names, Function<String, T> make) {
        return names.stream().collect(Collectors.toUnmodifiableMap(name -> name, make));
    }

    /** A thread's body; it returns a list of longs, that thread's part of {@link Outcome#results}. */
    public Function<Task, Object> thread(int thread) {
        return task -> new ThreadRun(thread, task).results();
    }

    /** The program's words, to ask for their final values. */
    public Map<String, Word> words() {
        return words;
    }

    private final class ThreadRun {
        private final int thread;
        private final Task task;
        private final List<Long> results = new ArrayList<>();
        private final Deque<Held> open = new ArrayDeque<>();

        private ThreadRun(int thread, Task task) {
            this.thread = thread;
            this.task = task;
        }

        private List<Long> results() {
            EventId event = new EventId(thread, 0);
            while (!program.isPastEnd(event)) {
                event = new EventId(thread, 1 + (goesOn(program.at(event)) ? event.index() : program.closing(event)));
            }
            return results;
        }

        /** Does it; false if a section is to be skipped. */
        private boolean goesOn(MicroOp op) {
            if (op.kind() == MicroOp.Kind.TRY_LOCK) {
                return tryLock(lock(op));
            }
            if (op.kind().usesWord()) {
                onWord(op, word(op));
            } else {
                onOther(op);
            }
            return true;
        }

        private boolean tryLock(SpinLock lock) {
            Held held = lock.tryLock(task);
            results.add(held == null ? 0L : 1L);
            if (held != null) {
                open.push(held);
            }
            return held != null;
        }

        private void onWord(MicroOp op, Word word) {
            switch (op.kind()) {
                case READ -> results.add(word.readOnce());
                case WRITE -> word.writeOnce(op.value());
                case ADD -> results.add(word.addReturn(op.value()));
                case XCHG -> results.add(word.xchg(op.value()));
                case CMPXCHG -> results.add(word.cmpxchg(op.expected(), op.value()));
                case AWAIT -> results.add(task.await(word, value -> value == op.expected()));
                default -> throw new IllegalArgumentException(op + " uses no word");
            }
        }

        private void onOther(MicroOp op) {
            switch (op.kind()) {
                case MB -> task.smpMb();
                case LOCK -> open.push(lock(op).lock(task));
                case RCU_LOCK -> open.push(task.rcuReadLock());
                case UNLOCK, RCU_UNLOCK -> open.pop().close();
                case SYNC -> machine.rcu().synchronize(task);
                case FREE -> task.free(object);
                case TOUCH -> object.f.readOnce();
                default -> throw new IllegalArgumentException(op + " uses a word");
            }
        }

        private Word word(MicroOp op) {
            return Objects.requireNonNull(words.get(op.place()));
        }

        private SpinLock lock(MicroOp op) {
            return Objects.requireNonNull(locks.get(op.place()));
        }
    }
}
