package kmemcg.machine.jvm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import kmemcg.machine.Finding;
import kmemcg.machine.Invariant;
import kmemcg.machine.Mutex;
import kmemcg.machine.Word;
import kmemcg.machine.Work;
import kmemcg.machine.WorkQueue;
import org.junit.jupiter.api.Test;

class DeferredTest {
    private final JvmMachine machine = JvmMachine.sequential(2);
    private final JvmTask task = machine.task("T1", 0);
    private final WorkQueue queue = machine.workQueue("wq", 16);
    private final WorkQueue ordered = machine.workQueue("ordered", 1);
    private final List<String> log = new ArrayList<>();

    private Work logging(String name) {
        return machine.work(name, worker -> log.add(name + " on cpu" + worker.cpu() + " as " + worker.name()));
    }

    private Work noting(String name) {
        return machine.work(name, worker -> log.add(name));
    }

    private List<String> kinds() {
        return machine.findings().stream().map(Finding::kind).toList();
    }

    @Test
    void work_runsOnItsCpu_asATaskOfItsOwn_onlyWhenAsked() {
        assertThat(queue.queueOn(task, 1, logging("drain"))).isTrue();
        assertThat(log).isEmpty();

        assertThat(machine.runOneDeferred()).isTrue();
        assertThat(log).containsExactly("drain on cpu1 as kworker/1 drain");
        assertThat(machine.runOneDeferred()).isFalse();
    }

    @Test
    void queueing_aPendingItem_changesNothing() {
        Work work = noting("a");
        assertThat(queue.queueOn(task, 0, work)).isTrue();
        assertThat(queue.queueOn(task, 1, work)).isFalse();
        assertThat(ordered.queueOn(task, 1, work)).isFalse();
        machine.settle();

        assertThat(log).containsExactly("a");
        assertThat(queue.queueOn(task, 0, work)).isTrue();
    }

    @Test
    void queueing_aRunningItem_runsItAgain_afterwards() {
        Work[] self = new Work[1];
        self[0] = machine.work("self", worker -> {
            log.add("begin");
            if (log.size() == 1) {
                assertThat(queue.queueOn(worker, 0, self[0])).isTrue();
                assertThat(machine.runOneDeferred()).isFalse();
            }
            log.add("end");
        });
        queue.queueOn(task, 0, self[0]);
        machine.settle();

        assertThat(log).containsExactly("begin", "end", "begin", "end");
    }

    @Test
    void items_ofAnOrderedQueue_runOneAfterTheOther() {
        ordered.queueOn(task, 0, machine.work("first", worker -> {
            assertThat(machine.runOneDeferred()).isFalse();
            log.add("first");
        }));
        ordered.queueOn(task, 0, noting("second"));
        machine.settle();

        assertThat(log).containsExactly("first", "second");
        assertThat(machine.findings()).isEmpty();
    }

    @Test
    void items_ofAQueueWithTwoActive_runSideBySide_butNotThree() {
        WorkQueue two = machine.workQueue("two", 2);
        two.queueOn(task, 0, machine.work("first", worker -> {
            assertThat(machine.runOneDeferred()).isTrue();
            assertThat(log).containsExactly("second");
            log.add("first");
        }));
        two.queueOn(task, 0, machine.work("second", worker -> {
            assertThat(machine.runOneDeferred()).isFalse();
            log.add("second");
        }));
        two.queueOn(task, 0, noting("third"));
        machine.settle();

        assertThat(log).containsExactly("second", "first", "third");
    }

    @Test
    void flush_ofAnItem_runsIt_andNotWhatIsNotInItsWay() {
        Work wanted = noting("wanted");
        queue.queueOn(task, 0, noting("other"));
        queue.queueOn(task, 0, wanted);
        queue.flush(task, wanted);

        assertThat(log).containsExactly("wanted");
    }

    @Test
    void flush_ofAnOrderedItem_runsThoseBeforeIt() {
        Work wanted = noting("wanted");
        ordered.queueOn(task, 0, noting("before"));
        ordered.queueOn(task, 0, wanted);
        ordered.queueOn(task, 0, noting("after"));
        ordered.flush(task, wanted);

        assertThat(log).containsExactly("before", "wanted");
    }

    @Test
    void flush_ofAnItemThatQueuesItselfAgain_waitsForThePresentOneOnly() {
        Work[] self = new Work[1];
        self[0] = machine.work("self", worker -> {
            log.add("self");
            queue.queueOn(worker, 0, self[0]);
        });
        queue.queueOn(task, 0, self[0]);
        queue.flush(task, self[0]);

        assertThat(log).containsExactly("self");
    }

    @Test
    void flushAll_runsWhatWasQueuedInThatQueue() {
        queue.queueOn(task, 0, noting("a"));
        ordered.queueOn(task, 0, noting("b"));
        queue.queueOn(task, 0, noting("c"));
        queue.flushAll(task);

        assertThat(log).containsExactly("a", "c");
    }

    @Test
    void flush_underAMutexThatTheItemTakes_isDeadlock() {
        Mutex mutex = machine.mutex("mutex");
        Work work = machine.work("w", worker -> mutex.lock(worker).close());
        queue.queueOn(task, 0, work);
        machine.run(task, () -> {
            try (var held = mutex.lock(task)) {
                queue.flush(task, work);
            }
        });

        assertThat(machine.findings())
                .containsExactly(new Finding(
                        Invariant.PROGRESS,
                        "deadlock",
                        "kworker/0 w takes mutex and so waits for T1, which waits for it"));
    }

    @Test
    void flush_ofAnItemByItself_isDeadlock() {
        Work[] self = new Work[1];
        self[0] = machine.work("self", worker -> queue.flush(worker, self[0]));
        queue.queueOn(task, 0, self[0]);
        machine.settle();

        assertThat(machine.findings())
                .extracting(Finding::message)
                .containsExactly("kworker/0 self flushes self and so waits for itself");
    }

    @Test
    void flush_ofAnItemThatOnlyHappensToBeBeneath_isNoFinding_butALimit() {
        Word never = machine.word("never", 0);
        Work beneath = machine.work("beneath", worker -> worker.await(never, seen -> seen == 1));
        queue.queueOn(task, 0, beneath);
        queue.queueOn(task, 0, machine.work("above", worker -> queue.flush(worker, beneath)));

        assertThatThrownBy(machine::settle)
                .isInstanceOf(MachineLimit.class)
                .hasMessageStartingWith("kworker/0 above flushes beneath and so waits for kworker/0 beneath");
        assertThat(machine.findings()).isEmpty();
    }

    @Test
    void cancel_ofAPendingItem_takesItOff() {
        Work work = noting("w");
        queue.queueOn(task, 0, work);

        assertThat(queue.cancel(task, work)).isTrue();
        assertThat(queue.cancel(task, work)).isFalse();
        machine.settle();
        assertThat(log).isEmpty();
        assertThat(queue.queueOn(task, 0, work)).isTrue();
    }

    @Test
    void cancel_ofAnItemByItself_isDeadlock() {
        Work[] self = new Work[1];
        self[0] = machine.work("self", worker -> queue.cancel(worker, self[0]));
        queue.queueOn(task, 0, self[0]);
        machine.settle();

        assertThat(kinds()).containsExactly("deadlock");
    }

    @Test
    void settle_runsWhatIsDeferredMeanwhile() {
        queue.queueOn(task, 0, machine.work("outer", worker -> {
            log.add("outer");
            machine.rcu().call(worker, "inner", callback -> log.add("inner"));
        }));
        machine.settle();

        assertThat(log).containsExactly("outer", "inner");
    }

    @Test
    void settle_ofAnEndlessChain_isLivelock() {
        Work[] self = new Work[1];
        self[0] = machine.work("self", worker -> queue.queueOn(worker, 0, self[0]));
        queue.queueOn(task, 0, self[0]);
        machine.settle();

        assertThat(kinds()).containsExactly("livelock");
    }

    @Test
    void settle_ofALongChainThatEnds_isNoFinding() {
        Word left = machine.word("left", 900);
        Work[] self = new Work[1];
        self[0] = machine.work("self", worker -> {
            if (left.addReturn(-1) > 0) {
                queue.queueOn(worker, 0, self[0]);
            }
        });
        queue.queueOn(task, 0, self[0]);
        machine.settle();

        assertThat(left.peek()).isZero();
        assertThat(machine.findings()).isEmpty();
    }

    @Test
    void callback_mustNotSleep_aWorkItemMay() {
        Mutex mutex = machine.mutex("mutex");
        queue.queueOn(task, 0, machine.work("w", worker -> mutex.lock(worker).close()));
        machine.settle();
        assertThat(machine.findings()).isEmpty();

        machine.rcu().call(task, "cb", callback -> mutex.lock(callback));
        machine.settle();
        assertThat(machine.findings()).extracting(Finding::message).containsExactly("rcu/0 cb takes mutex");
    }

    /** Work items of an ordered queue exclude one another, so that plain increments lose nothing. */
    @Test
    void settle_byTwoThreads_runsEachItemOnce_oneAtATime() throws InterruptedException {
        JvmMachine machine = JvmMachine.parallel(2);
        WorkQueue ordered = machine.workQueue("ordered", 1);
        Word count = machine.word("count", 0);
        JvmTask task = machine.task("T1", 0);
        for (int i = 0; i < 1_000; i++) {
            ordered.queueOn(task, i % 2, machine.work("w" + i, worker -> count.writePlain(count.readPlain() + 1)));
            machine.rcu()
                    .call(task, "cb" + i, callback -> callback.rcuReadLock().close());
        }
        Thread other = new Thread(machine::settle);
        other.start();
        machine.settle();
        other.join();

        assertThat(count.peek()).isEqualTo(1_000);
        assertThat(machine.findings()).isEmpty();
        assertThat(machine.runOneDeferred()).isFalse();
    }

    @Test
    void nothing_runsAfterACrash() {
        queue.queueOn(task, 0, noting("w"));
        machine.run(task, () -> task.bug(true, Invariant.REFERENCES, "dead"));

        assertThat(machine.runOneDeferred()).isFalse();
        machine.settle();
        machine.run(task, () -> log.add("more"));
        assertThat(log).isEmpty();
    }

    @Test
    void workQueue_withoutWorkers_isRejected() {
        assertThatThrownBy(() -> machine.workQueue("none", 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> queue.queueOn(task, 2, noting("w"))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> machine.task("T", -1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> JvmMachine.parallel(0)).isInstanceOf(IllegalArgumentException.class);
    }
}
