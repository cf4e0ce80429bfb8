package kmemcg.explore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Are estimates near the counts, and are their spreads honest? Seeds are fixed, so nothing here is a matter of luck. */
final class EstimateTest {
    private static final int WIDTH = 400;

    private static Exploration exploration(
            BiFunction<ExplorerMachine, Integer, List<ProgramThread>> program,
            int size,
            Exploration.Observer observer) {
        ExplorerMachine machine = new ExplorerMachine(1, MemoryModel.SC);
        return new Exploration(machine, program.apply(machine, size), observer);
    }

    private static Estimate estimate(
            BiFunction<ExplorerMachine, Integer, List<ProgramThread>> program, int size, int seed, int width) {
        return exploration(program, size, execution -> {}).estimate(new SplittableRandom(seed), width);
    }

    @ParameterizedTest
    @MethodSource
    void narrowTree_isCounted(
            BiFunction<ExplorerMachine, Integer, List<ProgramThread>> program, int size, double executions) {
        assertThat(estimate(program, size, 1, WIDTH)).isEqualTo(new Estimate(executions, 0, 1));
    }

    static Stream<Arguments> narrowTree_isCounted() {
        return Stream.of(
                program(Benchmarks::lastzero, 10, 3_328),
                program(Benchmarks::indexer, 14, 512),
                program(Benchmarks::filesystem, 18, 32));
    }

    /** The root mean square error of twenty seeds at this width is 2 per cent. */
    @ParameterizedTest
    @MethodSource
    void wideTree_isWithinTwentyPercent(
            BiFunction<ExplorerMachine, Integer, List<ProgramThread>> program, int size, double executions) {
        Estimate estimate = estimate(program, size, 1, WIDTH);
        assertThat(estimate.passes()).isEqualTo(8);
        assertThat(estimate.executions()).isBetween(0.8 * executions, 1.2 * executions);
    }

    static Stream<Arguments> wideTree_isWithinTwentyPercent() {
        return Stream.of(program(Benchmarks::lastzero, 13, 32_768), program(Benchmarks::readers, 13, 8_192));
    }

    private static Arguments program(
            BiFunction<ExplorerMachine, Integer, List<ProgramThread>> program, int size, double executions) {
        return Arguments.of(program, size, executions);
    }

    /** A cohort so narrow that estimates scatter: their mean must not be off, and the spread must tell how far each is. */
    @Test
    void manyNarrowEstimates_haveNoBiasAndHonestSpreads() {
        int honest = 0;
        double sum = 0;
        for (int seed = 1; seed <= 40; seed++) {
            Estimate estimate = estimate(Benchmarks::lastzero, 8, seed, 30);
            sum += estimate.executions();
            honest += Math.abs(estimate.executions() - 704) <= 2 * estimate.spread() ? 1 : 0;
        }
        assertThat(sum / 40).isCloseTo(704, within(35.0));
        assertThat(honest).isBetween(32, 40);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void sameSeed_givesSameEstimate(int seed) {
        assertThat(estimate(Benchmarks::lastzero, 11, seed, 50))
                .isEqualTo(estimate(Benchmarks::lastzero, 11, seed, 50));
    }

    @Test
    void estimate_leavesExplorationAsItWas() {
        Exploration exploration = exploration(Benchmarks::lastzero, 10, execution -> {});
        exploration.estimate(new SplittableRandom(1), 50);
        assertThat(exploration.all().complete()).isEqualTo(3_328);
    }

    /** It is too large at first, since what is near the first leaf is small, and right before half is done. */
    @Test
    void shareOfLastzero_isNearTruthFromHalfOn() {
        List<Double> shares = new ArrayList<>();
        Exploration[] exploration = new Exploration[1];
        exploration[0] = exploration(Benchmarks::lastzero, 13, execution -> shares.add(exploration[0].share()));
        assertThat(exploration[0].share()).isZero();
        exploration[0].all();
        assertThat(shares).hasSize(32_768).allMatch(share -> share > 0 && share <= 1);
        assertThat(shares.get(16_384)).isCloseTo(0.5, within(0.1));
        assertThat(shares.get(24_576)).isCloseTo(0.75, within(0.1));
        assertThat(exploration[0].share()).isEqualTo(1);
    }
}
