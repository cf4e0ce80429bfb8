package kmemcg.machine.jvm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import kmemcg.machine.Finding;
import kmemcg.machine.Invariant;
import kmemcg.machine.Mutex;
import kmemcg.machine.Ref;
import kmemcg.machine.SpinLock;
import kmemcg.machine.Word;
import kmemcg.machine.WorkQueue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WaitingTest {
    private final JvmMachine machine = JvmMachine.sequential(1);
    private final JvmTask task = machine.task("T1", 0);
    private final WorkQueue queue = machine.workQueue("wq", 16);
    private final Word done = machine.word("done", 0);

    private static JvmMachine make(boolean sequential) {
        return sequential ? JvmMachine.sequential(1) : JvmMachine.parallel(1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void await_helps_untilItsWordHolds(boolean sequential) {
        JvmMachine machine = make(sequential);
        JvmTask task = machine.task("T1", 0);
        Word done = machine.word("done", 0);
        machine.workQueue("wq", 16).queueOn(task, 0, machine.work("w", worker -> done.addReturn(1)));
        machine.rcu().call(task, "cb", callback -> done.addReturn(1));

        assertThat(task.await(done, seen -> seen == 2)).isEqualTo(2);
    }

    @Test
    void await_helps_untilItsPointerHolds() {
        Ref<String> ref = machine.ref("ref", null);
        queue.queueOn(task, 0, machine.work("w", worker -> ref.storeRelease("here")));

        assertThat(task.await(ref, Objects::nonNull)).isEqualTo("here");
    }

    @Test
    void await_ofWhatNobodyDoes_isStuck() {
        machine.run(task, () -> task.await(done, seen -> seen == 1));

        assertThat(machine.findings())
                .containsExactly(new Finding(
                        Invariant.PROGRESS, "stuck", "T1 waits for done, and nobody is left to change that"));
    }

    @Test
    void await_underAMutex_ofAnItemThatHappensToTakeIt_isNoFinding_butALimit() {
        Mutex mutex = machine.mutex("mutex");
        queue.queueOn(task, 0, machine.work("w", worker -> mutex.lock(worker).close()));
        var held = mutex.lock(task);

        assertThatThrownBy(() -> machine.run(task, () -> task.await(done, seen -> seen == 1)))
                .isInstanceOf(MachineLimit.class);
        assertThat(machine.findings()).isEmpty();
        held.close();
    }

    @Test
    void retry_ofAnIterationThatFailsOnce_goesOn() {
        SpinLock lock = machine.spinLock("lock");
        task.failTryLock(1);
        task.retry(() -> lock.tryLock(task)).close();

        assertThat(machine.findings()).isEmpty();
    }

    @Test
    void retry_helps_evenInAReadSideSection() {
        queue.queueOn(task, 0, machine.work("w", worker -> done.writeOnce(7)));
        try (var section = task.rcuReadLock()) {
            assertThat(task.<Long>retry(this::nonZero)).isEqualTo(7);
        }
    }

    @Test
    void retry_ofAHopelessIteration_isStuck() {
        machine.run(task, () -> task.<Long>retry(this::nonZero));

        assertThat(machine.findings())
                .extracting(Finding::message)
                .containsExactly("T1 retries for ever, and nobody is left to change that");
    }

    private @Nullable Long nonZero() {
        long seen = done.readOnce();
        return seen == 0 ? null : seen;
    }

    @Test
    void section_leftOpen_makesSynchronizeStuck() {
        JvmTask reader = machine.task("T2", 0);
        machine.run(reader, reader::rcuReadLock);
        machine.run(task, () -> machine.rcu().synchronize(task));

        assertThat(machine.findings()).extracting(Finding::kind).containsExactly("lock kept", "stuck");
    }

    @Test
    void allocations_failWhenToldTo() {
        task.failAllocation(2);

        assertThat(task.tryAllocate("folio", Folio::new)).isNotNull();
        assertThat(task.allocate("folio", Folio::new)).isNotNull();
        assertThat(task.tryAllocate("folio", Folio::new)).isNull();
        assertThat(task.tryAllocate("folio", Folio::new)).isNotNull();
        assertThat(machine.liveObjects()).hasSize(3);
    }

    @Test
    void bug_killsTheKernel_andWarnDoesNot() {
        List<String> log = new ArrayList<>();
        machine.run(task, () -> {
            task.warn(false, Invariant.BOUNDS, "fine");
            task.warn(true, Invariant.BOUNDS, "below zero");
            log.add("after warn");
            task.bug(false, Invariant.BOUNDS, "fine");
            task.bug(true, Invariant.ONE_CHARGE, "charged twice");
            log.add("after bug");
        });

        assertThat(log).containsExactly("after warn");
        assertThat(machine.findings())
                .containsExactly(
                        new Finding(Invariant.BOUNDS, "WARN_ON", "T1: below zero"),
                        new Finding(Invariant.ONE_CHARGE, "BUG_ON", "T1: charged twice"));
    }

    @Test
    void exception_thatLeavesModelCode_isAnOops() {
        Ref<String> ref = machine.ref("ref", null);
        machine.run(
                task, () -> assertThat(Objects.requireNonNull(ref.readOnce())).isEmpty());

        assertThat(machine.crashed()).isTrue();
        Finding oops = machine.findings().get(0);
        assertThat(oops.broken()).isEqualTo(Invariant.NO_ACCESS_AFTER_FREE);
        assertThat(oops.kind()).isEqualTo("oops");
        assertThat(oops.message()).startsWith("T1: java.lang.NullPointerException at ");
    }

    @Test
    void waiters_onOtherThreads_endWithTheKernel() throws InterruptedException {
        JvmMachine machine = JvmMachine.parallel(1);
        Word never = machine.word("never", 0);
        SpinLock lock = machine.spinLock("lock");
        JvmTask holder = machine.task("holder", 0);
        lock.lock(holder);
        var section = holder.rcuReadLock();
        List<Runnable> waits = new ArrayList<>();
        JvmTask t1 = machine.task("T1", 0);
        JvmTask t2 = machine.task("T2", 0);
        JvmTask t3 = machine.task("T3", 0);
        JvmTask t4 = machine.task("T4", 0);
        waits.add(() -> machine.run(t1, () -> t1.await(never, seen -> seen == 1)));
        waits.add(() -> machine.run(t2, () -> lock.lock(t2)));
        waits.add(() -> machine.run(t3, () -> machine.rcu().synchronize(t3)));
        waits.add(() -> machine.run(t4, () -> t4.retry(() -> null)));
        List<Thread> threads = waits.stream().map(Thread::new).toList();
        threads.forEach(Thread::start);

        machine.run(holder, () -> holder.bug(true, Invariant.REFERENCES, "dead"));
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(machine.findings()).extracting(Finding::kind).containsExactly("BUG_ON");
        section.close();
    }
}
