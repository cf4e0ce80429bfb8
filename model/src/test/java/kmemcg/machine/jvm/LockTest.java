package kmemcg.machine.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;
import kmemcg.machine.Finding;
import kmemcg.machine.Held;
import kmemcg.machine.Invariant;
import kmemcg.machine.LocalLock;
import kmemcg.machine.Mutex;
import kmemcg.machine.RwSemaphore;
import kmemcg.machine.SpinLock;
import kmemcg.machine.Task;
import kmemcg.machine.Work;
import kmemcg.machine.WorkQueue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LockTest {
    private final JvmMachine machine = JvmMachine.sequential(2);
    private final JvmTask t1 = machine.task("T1", 0);
    private final JvmTask t2 = machine.task("T2", 1);
    private final SpinLock a = machine.spinLock("a");
    private final SpinLock b = machine.spinLock("b");
    private final SpinLock c = machine.spinLock("c");
    private final Mutex mutex = machine.mutex("mutex");
    private final RwSemaphore semaphore = machine.rwSemaphore("sem");
    private final LocalLock local = machine.localLock("local");

    /** Takes the locks one in the other and gives them back. */
    private void nest(JvmTask task, SpinLock outer, SpinLock inner) {
        machine.run(task, () -> {
            try (var first = outer.lock(task);
                    var second = inner.lock(task)) {
                assertThat(task.maySleep()).isFalse();
            }
        });
    }

    private List<String> kinds() {
        return machine.findings().stream().map(Finding::kind).toList();
    }

    private List<String> messages() {
        return machine.findings().stream().map(Finding::message).toList();
    }

    static Stream<Consumer<LockTest>> recursions() {
        return Stream.of(
                test -> test.twice(() -> test.a.lock(test.t1)),
                test -> test.twice(() -> test.a.lockNested(test.t1, 1)),
                test -> test.twice(() -> test.mutex.lock(test.t1)),
                test -> test.twice(() -> test.semaphore.lockRead(test.t1)),
                test -> test.twice(() -> test.semaphore.lockWrite(test.t1)),
                test -> test.twice(() -> test.local.lock(test.t1)));
    }

    private void twice(Runnable lock) {
        machine.run(t1, () -> {
            lock.run();
            lock.run();
        });
    }

    @ParameterizedTest
    @MethodSource("recursions")
    void lock_twiceByOneTask_isRecursive(Consumer<LockTest> recursion) {
        recursion.accept(this);

        assertThat(kinds()).containsExactly("recursive lock");
        assertThat(machine.findings()).extracting(Finding::broken).containsExactly(Invariant.PROGRESS);
        assertThat(machine.crashed()).isTrue();
    }

    static Stream<Consumer<LockTest>> sleeps() {
        JvmMachine machine = JvmMachine.parallel(1);
        WorkQueue queue = machine.workQueue("wq", 1);
        Work work = machine.work("w", task -> {});
        return Stream.of(
                test -> test.mutex.lock(test.t1),
                test -> test.semaphore.lockRead(test.t1),
                test -> test.semaphore.lockWrite(test.t1),
                test -> test.t1.await(test.machine.word("w", 0), seen -> true),
                test -> test.t1.await(test.machine.ref("r", null), seen -> true),
                test -> test.machine.rcu().synchronize(test.t1),
                test -> test.machine.rcu().barrier(test.t1),
                test -> queue.flush(test.t1, work),
                test -> queue.flushAll(test.t1),
                test -> queue.cancel(test.t1, work));
    }

    @ParameterizedTest
    @MethodSource("sleeps")
    void sleep_underASpinLock_isAFinding(Consumer<LockTest> sleep) {
        machine.run(t1, () -> {
            try (var held = a.lock(t1)) {
                sleep.accept(this);
            }
        });

        assertThat(kinds()).containsExactly("sleeping in atomic context");
    }

    @ParameterizedTest
    @MethodSource("sleeps")
    void sleep_underALocalLock_isAFinding(Consumer<LockTest> sleep) {
        machine.run(t1, () -> {
            try (var held = local.lock(t1)) {
                sleep.accept(this);
            }
        });

        assertThat(kinds()).containsExactly("sleeping in atomic context");
    }

    @ParameterizedTest
    @MethodSource("sleeps")
    void sleep_inANestedReadSideSection_isAFinding(Consumer<LockTest> sleep) {
        machine.run(t1, () -> {
            try (var outer = t1.rcuReadLock()) {
                t1.rcuReadLock().close();
                sleep.accept(this);
            }
        });

        assertThat(kinds()).containsExactly("sleeping in atomic context");
    }

    @ParameterizedTest
    @MethodSource("sleeps")
    void sleep_underAMutex_isNoFinding(Consumer<LockTest> sleep) {
        Mutex outer = machine.mutex("outer");
        var held = outer.lock(t1);
        sleep.accept(this);
        held.close();

        assertThat(machine.findings()).isEmpty();
    }

    @Test
    void unlock_letsTheNextTaskIn() {
        nest(t1, a, b);
        nest(t2, a, b);

        assertThat(machine.findings()).isEmpty();
        assertThat(t1.maySleep()).isTrue();
    }

    @Test
    void lock_keptByAFinishedTask_isDeadlock() {
        machine.run(t1, () -> a.lock(t1));
        machine.run(t2, () -> a.lock(t2));

        assertThat(kinds()).containsExactly("lock kept", "deadlock");
        assertThat(messages()).last().isEqualTo("T2 takes a, and nobody is left to change that");
    }

    @Test
    void localLock_ofAnotherCpu_isAnotherLock() {
        var mine = local.lock(t1);
        var theirs = local.lock(t2);
        theirs.close();
        mine.close();

        assertThat(machine.findings()).isEmpty();
    }

    @Test
    void localTryLock_onTheSameCpu_fails() {
        JvmTask interrupt = machine.task("T3", 0);
        local.lock(t1);

        assertThat(local.tryLock(interrupt)).isNull();
        assertThat(local.tryLock(t2)).isNotNull();
    }

    @Test
    void semaphore_isSharedByReaders_butNotWithAWriter() {
        semaphore.lockRead(t1);
        semaphore.lockRead(t2).close();
        assertThat(machine.findings()).isEmpty();

        machine.run(t2, () -> semaphore.lockWrite(t2));
        assertThat(kinds()).containsExactly("deadlock");
    }

    @Test
    void semaphore_ofAWriter_keepsReadersOut() {
        semaphore.lockWrite(t1);
        machine.run(t2, () -> semaphore.lockRead(t2));

        assertThat(kinds()).containsExactly("deadlock");
    }

    @Test
    void tryLock_ofAHeldLock_fails_withoutAFinding() {
        var held = mutex.lock(t1);
        assertThat(mutex.tryLock(t2)).isNull();
        assertThat(mutex.tryLock(t1)).isNull();
        held.close();

        assertThat(mutex.tryLock(t2)).isNotNull();
        assertThat(machine.findings()).isEmpty();
    }

    @Test
    void orders_ab_thenBa_areACircle_reportedOnce() {
        nest(t1, a, b);
        nest(t2, b, a);
        nest(t2, b, a);
        nest(t1, a, b);

        assertThat(machine.findings())
                .containsExactly(
                        new Finding(Invariant.PROGRESS, "lock order", "T2 takes b -> a, and somebody took a -> b"));
        assertThat(machine.crashed()).isFalse();
    }

    @Test
    void orders_abc_thenCa_areACircle_withTheWholeChain() {
        nest(t1, a, b);
        nest(t1, b, c);
        nest(t2, c, a);

        assertThat(messages()).containsExactly("T2 takes c -> a, and somebody took a -> b -> c");
    }

    @Test
    void orders_thatAgree_areNoFinding() {
        nest(t1, a, b);
        nest(t1, b, c);
        nest(t2, a, c);

        assertThat(machine.findings()).isEmpty();
    }

    @Test
    void secondLockOfAClass_withoutNesting_isAFinding_withNestingNot() {
        SpinLock other = machine.spinLock("a");
        a.lock(t1);
        other.lockNested(t1, 1).close();
        assertThat(machine.findings()).isEmpty();

        other.lock(t1);
        assertThat(messages()).containsExactly("T1 takes a -> a without lockNested");
    }

    @Test
    void tryLock_addsNoEdgeToItself_butFromItself() {
        var held = a.lock(t1);
        Held tried = Objects.requireNonNull(b.tryLock(t1));
        held.close();
        c.lock(t1).close();
        tried.close();
        nest(t2, b, a);
        assertThat(machine.findings()).isEmpty();

        nest(t2, c, b);
        assertThat(messages()).containsExactly("T2 takes c -> b, and somebody took b -> c");
    }

    @Test
    void faults_failExactlyTheNthTryLock() {
        t1.failTryLock(2);

        assertThat(closed(a.tryLock(t1))).isTrue();
        assertThat(closed(mutex.tryLock(t1))).isFalse();
        assertThat(closed(a.tryLock(t1))).isTrue();
    }

    private static boolean closed(@Nullable Held held) {
        if (held != null) {
            held.close();
        }
        return held != null;
    }

    @Test
    void unlocks_afterACrash_areIgnored() {
        machine.run(t1, () -> {
            try (var held = a.lock(t1);
                    var section = t1.rcuReadLock()) {
                t1.bug(true, Invariant.REFERENCES, "refcount");
            }
        });

        assertThat(machine.findings()).containsExactly(new Finding(Invariant.REFERENCES, "BUG_ON", "T1: refcount"));
    }

    @Test
    void task_isOnItsCpu() {
        Task task = machine.task("T9", 1);
        assertThat(task.cpu()).isEqualTo(1);
        assertThat(task.name()).isEqualTo("T9");
    }
}
