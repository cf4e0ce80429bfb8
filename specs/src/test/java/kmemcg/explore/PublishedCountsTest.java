package kmemcg.explore;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import kmemcg.explore.Exploration.Summary;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Are there exactly as many executions as others have counted, and no two the same? */
final class PublishedCountsTest {
    @ParameterizedTest
    @CsvSource({"5, 64", "10, 3328", "12, 15360", "13, 32768"})
    void lastzero_underSc(int threads, long executions) {
        check(Benchmarks::lastzero, threads, executions);
    }

    @ParameterizedTest
    @CsvSource({"2, 4", "8, 256", "13, 8192"})
    void readers_underSc(int threads, long executions) {
        check(Benchmarks::readers, threads, executions);
    }

    @ParameterizedTest
    @CsvSource({"12, 8", "13, 64", "14, 512", "15, 4096"})
    void indexer_underSc(int threads, long executions) {
        check(Benchmarks::indexer, threads, executions);
    }

    @ParameterizedTest
    @CsvSource({"14, 2", "16, 8", "18, 32", "19, 64"})
    void filesystem_underSc(int threads, long executions) {
        check(Benchmarks::filesystem, threads, executions);
    }

    private static void check(
            BiFunction<ExplorerMachine, Integer, List<ProgramThread>> program, int size, long executions) {
        ExplorerMachine machine = new ExplorerMachine(1, MemoryModel.SC);
        Set<String> forms = new HashSet<>();
        Summary summary = new Exploration(
                        machine, program.apply(machine, size), execution -> forms.add(execution.canonicalForm()))
                .all();
        assertThat(summary.found()).isNull();
        assertThat(summary.complete()).isEqualTo(executions);
        assertThat(forms).hasSize((int) executions);
        assertThat(summary.deadlocked()).isZero();
    }
}
