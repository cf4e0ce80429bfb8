package kmemcg.explore;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import kmemcg.machine.Invariant;
import kmemcg.machine.Task;
import kmemcg.machine.Word;
import kmemcg.machine.Work;
import kmemcg.machine.WorkQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Work items and RCU callbacks: when they may run, and who may rely on their having run. */
@ParameterizedClass
@EnumSource(MemoryModel.class)
final class DeferredWorkTest {
    private final MemoryModel model;
    private final SmallProgram program;
    private final Word x;
    private final WorkQueue ordered;
    private final WorkQueue wide;

    DeferredWorkTest(MemoryModel model) {
        this.model = model;
        program = new SmallProgram(model);
        x = program.machine.word("x", 0);
        ordered = program.machine.workQueue("memcg_kmem_cache_wq", 1);
        wide = program.machine.workQueue("events", 2);
    }

    private void expect(Task task, boolean condition, String message) {
        task.bug(!condition, Invariant.PROGRESS, message);
    }

    private Work adds(String name, long delta) {
        return program.machine.work(name, worker -> x.addReturn(delta));
    }

    private Work becomes(String name, long before, long after) {
        return program.machine.work(name, worker -> {
            expect(worker, x.readOnce() == before, "out of order");
            x.writeOnce(after);
        });
    }

    @Test
    void flush_waitsForTheItem() {
        Work work = adds("drain", 1);
        program.thread(task -> {
                    expect(task, wide.queueOn(task, 1, work), "was not pending");
                    wide.flush(task, work);
                    expect(task, x.readOnce() == 1, "has run");
                })
                .explore();
        assertThat(program.trouble()).isEqualTo("nothing");
        assertThat(program.summary().complete()).isEqualTo(1);
    }

    @Test
    void itemWithoutFlush_runsBeforeOrAfter() {
        Work work = adds("drain", 1);
        program.thread(task -> {
                    wide.queueOn(task, 1, work);
                    x.readOnce();
                })
                .explore();
        assertThat(program.trouble()).isEqualTo("nothing");
        assertThat(program.summary().complete()).isEqualTo(2);
    }

    @Test
    void pendingItem_isNotQueuedTwice() {
        Work work = adds("drain", 1);
        Word first = program.machine.word("queued once", 0);
        Word second = program.machine.word("queued twice", 0);
        program.thread(task -> {
                    wide.queueOn(task, 0, work);
                    boolean again = wide.queueOn(task, 0, work);
                    wide.flush(task, work);
                    (again ? second : first).writeOnce(1);
                    expect(task, x.readOnce() == (again ? 2 : 1), "once for each queueing");
                })
                .explore();
        assertThat(program.trouble()).isEqualTo("nothing");
        assertThat(program.summary().complete()).isEqualTo(2);
    }

    @Test
    void cancelledItem_neitherRunsLaterNorStillRuns() {
        Work work = adds("drain", 1);
        program.thread(task -> {
                    wide.queueOn(task, 0, work);
                    boolean wasPending = wide.cancel(task, work);
                    expect(task, x.readOnce() == (wasPending ? 0 : 1), "ran, or was cancelled");
                })
                .explore();
        assertThat(program.trouble()).isEqualTo("nothing");
        assertThat(program.summary().complete()).isEqualTo(2);
    }

    @Test
    void orderedQueue_runsOneAfterTheOther() {
        Work first = becomes("first", 0, 1);
        Work second = becomes("second", 1, 2);
        program.thread(task -> {
                    ordered.queueOn(task, 0, first);
                    ordered.queueOn(task, 1, second);
                    ordered.flushAll(task);
                    expect(task, x.readOnce() == 2, "both have run");
                })
                .explore();
        assertThat(program.trouble()).isEqualTo("nothing");
        assertThat(program.summary().complete()).isEqualTo(1);
    }

    @Test
    void wideQueue_runsInAnyOrder() {
        Work first = becomes("first", 0, 1);
        Work second = becomes("second", 1, 2);
        program.thread(task -> {
                    wide.queueOn(task, 0, first);
                    wide.queueOn(task, 1, second);
                })
                .explore();
        assertThat(program.trouble()).startsWith("BUG_ON: kworker/");
    }

    @Test
    void callback_waitsForReaders() {
        Word gone = program.machine.word("gone", 0);
        program.thread(task -> SmallProgram.with(task.rcuReadLock(), () -> {
                    if (gone.readOnce() == 0) {
                        expect(task, x.readOnce() == 0, "still there");
                    }
                }))
                .thread(task -> {
                    gone.writeOnce(1);
                    program.machine.rcu().call(task, "free", later -> x.writeOnce(1));
                })
                .explore();
        assertThat(program.trouble()).isEqualTo("nothing");
    }

    @Test
    void callbacksOfOneCpu_runOneAfterTheOther() {
        program.thread(task -> {
                    program.machine.rcu().call(task, "first", later -> expect(later, x.addReturn(1) == 1, "first"));
                    program.machine.rcu().call(task, "second", later -> expect(later, x.addReturn(1) == 2, "second"));
                })
                .explore();
        assertThat(program.trouble()).isEqualTo("nothing");
        assertThat(program.summary().complete()).isEqualTo(1);
    }

    @Test
    void callbacksOfTwoCpus_runInAnyOrder() {
        program.thread(0, task -> program.machine.rcu().call(task, "one", later -> x.addReturn(1)))
                .thread(1, task -> program.machine.rcu().call(task, "other", later -> x.addReturn(1)))
                .explore();
        assertThat(program.trouble()).isEqualTo("nothing");
        assertThat(program.summary().complete()).isEqualTo(2);
    }

    @Test
    void barrier_waitsForCallbacksQueuedBefore() {
        program.thread(task -> {
                    program.machine.rcu().call(task, "first", later -> x.addReturn(1));
                    program.machine.rcu().call(task, "second", later -> x.addReturn(1));
                    program.machine.rcu().barrier(task);
                    expect(task, x.readOnce() == 2, "both have run");
                })
                .explore();
        assertThat(program.trouble()).isEqualTo("nothing");
        assertThat(program.summary().complete()).isEqualTo(1);
    }

    @Test
    void barrier_doesNotWaitForReadersAlone() {
        program.thread(0, task -> program.machine.rcu().call(task, "later", later -> x.addReturn(1)))
                .thread(1, task -> {
                    program.machine.rcu().barrier(task);
                    expect(task, x.readOnce() == 1, "nothing was queued before");
                })
                .explore();
        assertThat(program.trouble()).isEqualTo("BUG_ON: T2: nothing was queued before");
    }

    @Test
    void queueing_isToldInOneStep() {
        Work work = adds("drain", 1);
        program.thread(task -> {
                    wide.queueOn(task, 1, work);
                    wide.flush(task, work);
                    expect(task, false, "told");
                })
                .explore();
        assertThat(program.steps().stream().map(Step::toString))
                .containsExactly(
                        "T1 drain.pending 0 -> 1",
                        "T1 queues kworker/1 drain",
                        "kworker/1 drain begins",
                        "kworker/1 drain drain.pending 1 -> 0",
                        "kworker/1 drain x 0 -> 1",
                        "kworker/1 drain ends",
                        "T1 knows that kworker/1 drain has ended",
                        "T1 BUG_ON: told");
    }

    @Test
    void accessesAroundAFlush_doNotContend() {
        assertThat(contending(true)).isEmpty();
        assertThat(contending(false)).containsExactly("T1 x is 0", "kworker/1 drain x 0 -> 1");
    }

    private List<String> contending(boolean flushes) {
        SmallProgram fresh = new SmallProgram(model);
        Word counter = fresh.machine.word("x", 0);
        WorkQueue queue = fresh.machine.workQueue("events", 1);
        Work work = fresh.machine.work("drain", worker -> counter.addReturn(1));
        fresh.thread(task -> {
                    queue.queueOn(task, 1, work);
                    if (flushes) {
                        queue.flush(task, work);
                    }
                    counter.readOnce();
                    queue.flush(task, work);
                    expect(task, false, "look");
                })
                .explore();
        return fresh.steps().stream()
                .filter(step -> step.role() == Step.Role.CONTENDS)
                .map(Step::toString)
                .toList();
    }
}
