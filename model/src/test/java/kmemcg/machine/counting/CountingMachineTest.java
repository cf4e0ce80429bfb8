package kmemcg.machine.counting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import kmemcg.machine.Birth;
import kmemcg.machine.Held;
import kmemcg.machine.KernelObject;
import kmemcg.machine.Mutex;
import kmemcg.machine.Ref;
import kmemcg.machine.Task;
import kmemcg.machine.Word;
import kmemcg.machine.Work;
import kmemcg.machine.WorkQueue;
import org.junit.jupiter.api.Test;
import org.pcollections.PVector;
import org.pcollections.TreePVector;

/** What is counted, and in which order what is deferred runs. */
class CountingMachineTest {
    private final CountingMachine machine = new CountingMachine(2, Set.of("usage"), Set.of("big"));
    private final Task task = machine.task("T1", 0);
    private final List<String> ran = new ArrayList<>();

    @Test
    void accesses_areCountedByWhatTheyAre() {
        Word usage = machine.word("usage", 0);
        Word other = machine.word("other", 5);
        usage.addReturn(3);
        usage.writeOnce(usage.readOnce() + 1);
        assertThat(other.cmpxchg(5, 6)).isEqualTo(5);
        assertThat(other.addUnless(1, 6)).isEqualTo(6);
        assertThat(machine.counts()).isEqualTo(new Counts(5, 3, 2, 0, 0, 0, 0));
        assertThat(usage.peek()).isEqualTo(4);
        assertThat(other.peek()).isEqualTo(6);
    }

    @Test
    void gracePeriods_areCountedWithTheLockThatIsHeld() {
        Mutex big = machine.mutex("big");
        Mutex small = machine.mutex("small");
        try (Held held = small.lock(task)) {
            machine.rcu().synchronize(task);
        }
        try (Held held = big.lock(task)) {
            machine.rcu("sched").synchronize(task);
            machine.rcu().barrier(task);
        }
        machine.rcu().call(task, "callback", later -> {});
        assertThat(machine.counts().waits()).isEqualTo(3);
        assertThat(machine.counts().lockedWaits()).isEqualTo(2);
        assertThat(machine.counts().callbacks()).isEqualTo(1);
    }

    @Test
    void whoWaits_runsWhatItWaitsForAndNothingElse() {
        WorkQueue queue = machine.workQueue("queue", 1);
        Work work = machine.work("work", worker -> ran.add("work"));
        machine.rcu().call(task, "callback", later -> ran.add("callback"));
        assertThat(queue.queueOn(task, 0, work)).isTrue();
        assertThat(queue.queueOn(task, 0, work)).isFalse();
        queue.flush(task, work);
        assertThat(ran).containsExactly("work");
        assertThat(queue.queueOn(task, 1, work)).isTrue();
        assertThat(queue.cancel(task, work)).isTrue();
        machine.settle();
        assertThat(ran).containsExactly("work", "callback");
    }

    @Test
    void waitForWhatNobodyBrings_isSaid() {
        Word word = machine.word("word", 0);
        machine.rcu().call(task, "callback", later -> word.writeOnce(1));
        assertThat(task.await(word, value -> value == 1)).isEqualTo(1);
        assertThatThrownBy(() -> task.await(word, value -> value == 2)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void memory_isThatOfWhatLives() {
        Usage before = machine.usage();
        Box kept = task.allocate("kept", Box::new);
        Box gone = task.allocate("gone", Box::new);
        kept.list.writePlain(TreePVector.from(List.of("a", "b", "c")));
        gone.list.writePlain(TreePVector.from(List.of("d")));
        task.free(gone);
        Usage after = machine.usage();
        assertThat(after.cells() - before.cells()).isEqualTo(2);
        assertThat(after.listed()).isEqualTo(3);
        assertThat(after.bytes() - before.bytes()).isEqualTo(2 * 8 + 3 * 16);
        assertThat(after.objects()).isEqualTo(Map.of("Box", 1L));
        assertThat(after.bytesOf("Box")).isEqualTo(16);
        assertThatThrownBy(() -> task.free(gone)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void budget_endsWhatTakesMoreSteps() {
        Word word = machine.word("word", 0);
        machine.limit(3);
        word.readOnce();
        word.writeOnce(1);
        word.addReturn(1);
        assertThatThrownBy(word::readOnce).isInstanceOf(TooManySteps.class);
    }

    private static final class Box extends KernelObject {
        private final Ref<PVector<String>> list;

        Box(Birth birth) {
            super(birth);
            birth.word("number", 0);
            this.list = birth.ref("list", TreePVector.empty());
        }
    }
}
