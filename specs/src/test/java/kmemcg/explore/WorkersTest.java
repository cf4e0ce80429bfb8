package kmemcg.explore;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import kmemcg.explore.Exploration.Summary;
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
}
