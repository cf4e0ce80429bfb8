package kmemcg.explore;

import static kmemcg.explore.SmallProgram.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import kmemcg.machine.Mutex;
import kmemcg.machine.RwSemaphore;
import kmemcg.machine.SpinLock;
import kmemcg.machine.Task;
import kmemcg.machine.Word;
import kmemcg.machine.Work;
import kmemcg.machine.WorkQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What keeps a kernel from going on: locks, sleep where none is allowed, waits that do not end. */
@ParameterizedClass
@EnumSource(MemoryModel.class)
final class ProgressTest {
    private final MemoryModel model;
    private final SmallProgram program;

    ProgressTest(MemoryModel model) {
        this.model = model;
        this.program = new SmallProgram(model);
    }

    private Word word(String name) {
        return program.machine.word(name, 0);
    }

    @Test
    void crossedLocks_deadlock() {
        Mutex a = program.machine.mutex("a");
        Mutex b = program.machine.mutex("b");
        program.thread(task -> with(a.lock(task), () -> b.lock(task).close()))
                .thread(task -> with(b.lock(task), () -> a.lock(task).close()))
                .explore();
        assertThat(program.trouble())
                .isEqualTo("deadlock: T1 waits for b, which T2 holds; T2 waits for a, which T1 holds");
    }

    @Test
    void bystanderOfDeadlock_isNotInTheCircle() {
        Mutex a = program.machine.mutex("a");
        Mutex b = program.machine.mutex("b");
        program.thread(task -> a.lock(task).close())
                .thread(task -> with(a.lock(task), () -> b.lock(task).close()))
                .thread(task -> with(b.lock(task), () -> a.lock(task).close()));
        program.explore();
        assertThat(program.trouble())
                .isEqualTo("deadlock: T2 waits for b, which T3 holds; T3 waits for a, which T2 holds");
    }

    @Test
    void readersAgainstWriters_deadlock() {
        RwSemaphore shrinker = program.machine.rwSemaphore("shrinker_rwsem");
        Mutex slab = program.machine.mutex("slab_mutex");
        program.thread(task ->
                        with(shrinker.lockRead(task), () -> slab.lock(task).close()))
                .thread(task ->
                        with(slab.lock(task), () -> shrinker.lockWrite(task).close()))
                .explore();
        assertThat(program.trouble())
                .isEqualTo("deadlock: T1 waits for slab_mutex, which T2 holds;"
                        + " T2 waits for shrinker_rwsem, which T1 holds");
        assertThat(program.steps().get(0)).hasToString("T1 takes shrinker_rwsem to read");
    }

    @Test
    void gracePeriod_waitsForReadersInADeadlock() {
        SpinLock a = program.machine.spinLock("a");
        SpinLock b = program.machine.spinLock("b");
        Word dying = word("dying");
        program.thread(task -> with(task.rcuReadLock(), () -> {
                    dying.readOnce();
                    with(a.lock(task), () -> b.lock(task).close());
                }))
                .thread(task -> with(b.lock(task), () -> a.lock(task).close()))
                .thread(task -> {
                    dying.writeOnce(1);
                    program.machine.rcu().synchronize(task);
                })
                .explore();
        assertThat(program.deadlocks())
                .containsExactly(
                        "T1 waits for b, which T2 holds; T2 waits for a, which T1 holds",
                        "T1 waits for b, which T2 holds; T2 waits for a, which T1 holds; T3 waits for readers: T1");
    }

    @Test
    void flushUnderTheLockOfTheWorker_deadlocks() {
        Mutex slab = program.machine.mutex("slab_mutex");
        WorkQueue queue = program.machine.workQueue("events", 1);
        Work work = program.machine.work("create", worker -> slab.lock(worker).close());
        program.thread(task -> with(slab.lock(task), () -> {
                    queue.queueOn(task, 0, work);
                    queue.flush(task, work);
                }))
                .explore();
        assertThat(program.trouble())
                .isEqualTo("deadlock: T1 waits for kworker/0 create to end;"
                        + " kworker/0 create waits for slab_mutex, which T1 holds");
    }

    @Test
    void lockTakenTwice_isRecursive() {
        SpinLock lock = program.machine.spinLock("list_lock");
        program.thread(task -> with(lock.lock(task), () -> lock.lock(task).close()))
                .explore();
        assertThat(program.trouble()).isEqualTo("recursive lock: T1: takes list_lock, which it holds");
    }

    @Test
    void circleThatCannotDeadlock_isFoundInTheLockOrder() {
        Mutex outer = program.machine.mutex("outer");
        Mutex a = program.machine.mutex("a");
        Mutex b = program.machine.mutex("b");
        program.thread(task -> with(
                        outer.lock(task),
                        () -> with(a.lock(task), () -> b.lock(task).close())))
                .thread(task -> with(
                        outer.lock(task),
                        () -> with(b.lock(task), () -> a.lock(task).close())))
                .explore();
        assertThat(program.trouble()).isEqualTo("lock order: T2 takes b -> a, and somebody took a -> b");
        assertThat(program.summary().complete()).isEqualTo(2);
        assertThat(program.summary().deadlocked()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"await", "mutex", "synchronize", "flush", "flush all", "cancel", "barrier", "semaphore"})
    void sleepWhereNoneIsAllowed_isFound(String how) {
        assertThat(sleepingIn(how, false)).startsWith("sleeping in atomic context: T1: ");
        assertThat(sleepingIn(how, true)).startsWith("sleeping in atomic context: T1: ");
    }

    private String sleepingIn(String how, boolean inSection) {
        SmallProgram fresh = new SmallProgram(model);
        Consumer<Task> sleep = sleep(fresh.machine, how);
        SpinLock lock = fresh.machine.spinLock("lock");
        fresh.thread(task -> with(inSection ? task.rcuReadLock() : lock.lock(task), () -> sleep.accept(task)))
                .explore();
        return fresh.trouble();
    }

    private static Consumer<Task> sleep(ExplorerMachine machine, String how) {
        Word x = machine.word("x", 0);
        Mutex mutex = machine.mutex("mutex");
        RwSemaphore semaphore = machine.rwSemaphore("semaphore");
        WorkQueue queue = machine.workQueue("events", 1);
        Work work = machine.work("work", worker -> {});
        return switch (how) {
            case "await" -> task -> task.await(x, value -> value == 0);
            case "mutex" -> task -> mutex.lock(task).close();
            case "semaphore" -> task -> semaphore.lockRead(task).close();
            case "synchronize" -> machine.rcu()::synchronize;
            case "barrier" -> machine.rcu()::barrier;
            case "flush" -> task -> queue.flush(task, work);
            case "flush all" -> queue::flushAll;
            case "cancel" -> task -> queue.cancel(task, work);
            default -> throw new IllegalArgumentException(how);
        };
    }

    @Test
    void sleepInACallback_isFound() {
        Word x = word("x");
        program.thread(task -> program.machine.rcu().call(task, "free", later -> later.await(x, value -> value == 0)))
                .explore();
        assertThat(program.trouble()).isEqualTo("sleeping in atomic context: rcu/0 free: waits for x");
    }

    @Test
    void valueOverwrittenBeforeTheLook_isLostWakeUp() {
        Word event = word("event");
        program.thread(task -> task.await(event, value -> value == 1))
                .thread(task -> {
                    event.writeOnce(1);
                    event.writeOnce(0);
                })
                .explore();
        assertThat(program.trouble()).isEqualTo("lost wake-up: T1 waits for event, which is 0");
        assertThat(program.steps().stream().map(Step::toString))
                .containsExactly("T2 event -> 1", "T2 event -> 0", "T1 waits for event, which is 0");
    }

    @Test
    void valueNeverWritten_isStuck() {
        Word event = word("event");
        program.thread(task -> task.await(event, value -> value == 1)).explore();
        assertThat(program.trouble()).isEqualTo("stuck: T1 waits for event, which is 0");
    }

    @Test
    void retryThatNothingHelps_isLivelock() {
        Word refcnt = word("css.refcnt");
        program.thread(task -> task.retry(() -> refcnt.readOnce() == 0 ? null : 1L))
                .thread(task -> refcnt.writeOnce(0))
                .explore();
        assertThat(program.trouble()).isEqualTo("livelock: T1 tries again and again: css.refcnt is 0");
    }

    @Test
    void retryThatSomebodyHelps_ends() {
        Word refcnt = word("css.refcnt");
        program.thread(task -> task.retry(() -> refcnt.readOnce() == 0 ? null : 1L))
                .thread(task -> refcnt.writeOnce(1))
                .explore();
        assertThat(program.trouble()).isEqualTo("nothing");
        assertThat(program.summary().complete()).isEqualTo(1);
    }

    @Test
    void lockNotGivenBack_isFound() {
        SpinLock lock = program.machine.spinLock("lock");
        program.thread(lock::lock).explore();
        assertThat(program.trouble()).isEqualTo("lock kept: T1: ends with a lock held or in a read-side section");
    }

    @Test
    void modelThatDiffersBetweenRuns_isNamedWithTheStep() {
        AtomicInteger runs = new AtomicInteger();
        Word x = word("x");
        Word y = word("y");
        Word z = word("z");
        program.thread(task -> {
                    (runs.incrementAndGet() == 1 ? x : y).readOnce();
                    task.await(z, value -> value == 1);
                })
                .thread(task -> z.writeOnce(1));
        assertThatThrownBy(program::explore)
                .isInstanceOf(NondeterminismException.class)
                .hasMessage("T1 did READ_ONCE x before, and now asks for READ_ONCE y: the model is not deterministic");
    }
}
