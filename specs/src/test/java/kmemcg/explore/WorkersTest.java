package kmemcg.explore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import kmemcg.explore.Exploration.Summary;
import kmemcg.machine.Finding;
import kmemcg.machine.Held;
import kmemcg.machine.Invariant;
import kmemcg.machine.SpinLock;
import kmemcg.machine.Task;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Do several workers come to the same count? */
final class WorkersTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 8})
    void anyNumberOfWorkers_seesEveryExecutionOnce(int workers) {
        ConcurrentHashMap<String, Boolean> seen = new ConcurrentHashMap<>();
        List<Exploration> explorations =
                Stream.generate(() -> lastzero(seen)).limit(workers).toList();
        Summary summary = Workers.all(explorations);
        assertThat(summary.complete()).isEqualTo(3_328);
        assertThat(summary.isExhausted()).isTrue();
        assertThat(seen).hasSize(3_328);
    }

    private static Exploration lastzero(ConcurrentHashMap<String, Boolean> seen) {
        ExplorerMachine machine = new ExplorerMachine(1, MemoryModel.SC);
        return new Exploration(
                machine, Benchmarks.lastzero(machine, 10), execution -> seen.put(execution.canonicalForm(), true));
    }

    @Test
    void observerThatHasEnough_endsAllWorkers() {
        List<Exploration> explorations = Stream.generate(() -> {
                    ExplorerMachine machine = new ExplorerMachine(1, MemoryModel.SC);
                    return new Exploration(machine, Benchmarks.lastzero(machine, 10), new Exploration.Observer() {
                        private int left = 100;

                        @Override
                        public void complete(Execution execution) {
                            left--;
                        }

                        @Override
                        public boolean goesOn() {
                            return left > 0;
                        }
                    });
                })
                .limit(2)
                .toList();
        Summary summary = Workers.all(explorations);
        assertThat(summary.isExhausted()).isFalse();
        assertThat(summary.complete()).isBetween(100L, 200L);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void workerThatFails_failsAllInsteadOfBeingWaitedFor(int workers) {
        List<Exploration> explorations = Stream.generate(() -> {
                    ExplorerMachine machine = new ExplorerMachine(1, MemoryModel.SC);
                    return new Exploration(machine, Benchmarks.lastzero(machine, 10), execution -> {
                        throw new UnsupportedOperationException("cannot judge");
                    });
                })
                .limit(workers)
                .toList();
        assertThatThrownBy(() -> Workers.all(explorations)).hasMessage("cannot judge");
    }

    @Test
    void circleOfWhichEachWorkerSawAPart_isFound() {
        ExplorerMachine one = new ExplorerMachine(1, MemoryModel.SC);
        ExplorerMachine other = new ExplorerMachine(1, MemoryModel.SC);
        takeInOrder(one, "a", "b");
        takeInOrder(other, "b", "a");
        one.addLockOrder(other);
        assertThat(one.findings())
                .extracting(Finding::toString)
                .containsExactly("PROGRESS: lock order: somebody takes b -> a, and somebody took a -> b");
    }

    private static void takeInOrder(ExplorerMachine machine, String first, String second) {
        SpinLock outer = machine.spinLock(first);
        SpinLock inner = machine.spinLock(second);
        Task task = machine.task("T1", 0);
        machine.run(task, () -> {
            try (Held held = outer.lock(task);
                    Held both = inner.lock(task)) {
                task.bug(false, Invariant.PROGRESS, "never");
            }
        });
        assertThat(machine.findings()).isEmpty();
    }
}
