package kmemcg.explore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Do walks come to executions as often as is said? Seeds are fixed, so nothing here is a matter of luck. */
final class RandomWalksTest {
    private static Exploration exploration(
            BiFunction<ExplorerMachine, Integer, List<ProgramThread>> program,
            int size,
            Exploration.Observer observer) {
        ExplorerMachine machine = new ExplorerMachine(1, MemoryModel.SC);
        return new Exploration(machine, program.apply(machine, size), observer);
    }

    private static WalkTally walk(List<Exploration> workers, long seed, long first, long count) {
        return RandomWalks.run(workers, seed, first, count).stream().reduce(WalkTally.NONE, WalkTally::and);
    }

    /** One write and two reads of it, each of which sees it or does not: four executions, a quarter each. */
    @Test
    void oddsOfEqualExecutions_areTold() {
        Map<String, Integer> seen = new HashMap<>();
        Exploration exploration = exploration(
                Benchmarks::readers, 2, execution -> seen.merge(execution.canonicalForm(), 1, Integer::sum));
        WalkTally tally = walk(List.of(exploration), 1, 1, 1_000);
        assertThat(tally.made()).isEqualTo(1_000);
        assertThat(tally.executions()).isEqualTo(1_000);
        assertThat(Math.round(tally.once())).isEqualTo(4);
        assertThat(tally.almostSure()).isEqualTo(11);
        assertThat(seen).hasSize(4);
        assertThat(seen.values()).allMatch(times -> 200 < times && times < 300);
    }

    /** Of the 64 executions two are so unlikely that these walks do not come to them. */
    @Test
    void everyExecution_comesAtLeastAsOftenAsIsSaid() {
        int walks = 20_000;
        Map<String, Integer> seen = new HashMap<>();
        Map<String, Double> odds = new HashMap<>();
        Exploration[] exploration = new Exploration[1];
        exploration[0] = exploration(Benchmarks::lastzero, 5, execution -> {
            seen.merge(execution.canonicalForm(), 1, Integer::sum);
            odds.put(execution.canonicalForm(), Math.exp(exploration[0].logOdds()));
        });
        WalkTally tally = walk(List.of(exploration[0]), 1, 1, walks);
        assertThat(tally.made()).isEqualTo(walks);
        assertThat(seen).hasSize(62);
        assertThat(odds.values().stream().mapToDouble(one -> one).sum()).isLessThanOrEqualTo(1.0 + 1e-9);
        assertThat(odds.values().stream().mapToDouble(one -> 1 / one).max())
                .hasValueCloseTo(tally.once(), withinPercentage(0.001));
        odds.forEach((execution, one) -> assertThat((double) seen.getOrDefault(execution, 0))
                .as("%s", one)
                .isGreaterThan(0.7 * walks * one - 10));
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void numberOfWorkers_makesNoDifference(int workers) {
        Map<String, Integer> alone = new ConcurrentHashMap<>();
        Map<String, Integer> together = new ConcurrentHashMap<>();
        WalkTally one = walkLastzero(alone, 1);
        WalkTally several = walkLastzero(together, workers);
        assertThat(one.executions()).isEqualTo(500);
        assertThat(several).isEqualTo(one);
        assertThat(together).isEqualTo(alone);
    }

    private static WalkTally walkLastzero(Map<String, Integer> seen, int workers) {
        List<Exploration> explorations = Stream.generate(() -> exploration(
                        Benchmarks::lastzero, 9, execution -> seen.merge(execution.canonicalForm(), 1, Integer::sum)))
                .limit(workers)
                .toList();
        return walk(explorations, 7, 1, 500);
    }

    @Test
    void walkOfANumber_isTheSameAloneAndAmongOthers() {
        Map<Long, String> seen = new TreeMap<>();
        long[] number = {0};
        Exploration exploration =
                exploration(Benchmarks::lastzero, 9, execution -> seen.put(++number[0], execution.canonicalForm()));
        walk(List.of(exploration), 7, 1, 40);
        String among = seen.get(40L);
        number[0] = 100;
        walk(List.of(exploration), 7, 40, 1);
        assertThat(seen.get(101L)).isEqualTo(among);
        walk(List.of(exploration), 8, 40, 1);
        assertThat(seen.get(102L)).isNotEqualTo(among);
    }

    @Test
    void observerThatHasEnough_endsTheWalksThere() {
        Exploration exploration = exploration(Benchmarks::readers, 2, new Exploration.Observer() {
            private int left = 5;

            @Override
            public void complete(Execution execution) {
                left--;
            }

            @Override
            public boolean goesOn() {
                return left > 0;
            }
        });
        assertThat(walk(List.of(exploration), 1, 11, 100))
                .returns(5L, WalkTally::made)
                .returns(15L, WalkTally::last);
    }
}
