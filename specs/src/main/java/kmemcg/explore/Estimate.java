package kmemcg.explore;

import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;

/**
 * How many executions there are, from random walks: the mean over walks of the leaves that each {@link Walk} stands for. Source: D. E.
 * Knuth, "Estimating the Efficiency of Backtrack Programs", Mathematics of Computation 29, 1975; the options' odds are his
 * importance sampling. A few walks of each steepness show which one scatters least, and that one is taken for the others.
 *
 * <p>The spread is what these walks show. Where the executions are in few, unlikely parts of the tree, most walks miss them, and
 * both numbers are too small.
 *
 * @param executions complete ones, about
 * @param spread the standard error of that number
 * @param walks how many walks it comes from
 */
public record Estimate(double executions, double spread, int walks) {
    private static final double[] STEEPNESSES = {0, 0.1, 0.2, 0.3, 0.5};

    /** One part in so many of the walks is made to find out the steepness. */
    private static final int PILOT = 20;

    /**
     * An estimate.
     *
     * @param leaves walks, and says for how many complete executions the walk stands
     * @param walks how many
     */
    static Estimate of(RandomGenerator random, ToDoubleFunction<Walk> leaves, int walks) {
        double best = 0;
        double least = Double.POSITIVE_INFINITY;
        for (double steepness : STEEPNESSES) {
            Estimate pilot = walk(random, steepness, leaves, Math.max(2, walks / PILOT));
            double scatter = pilot.executions > 0 ? pilot.spread / pilot.executions : Double.POSITIVE_INFINITY;
            best = scatter < least ? steepness : best;
            least = Math.min(least, scatter);
        }
        return walk(random, best, leaves, walks);
    }

    private static Estimate walk(RandomGenerator random, double steepness, ToDoubleFunction<Walk> leaves, int walks) {
        double sum = 0;
        double squares = 0;
        for (int made = 0; made < walks; made++) {
            double stands = leaves.applyAsDouble(new Walk(random, steepness));
            sum += stands;
            squares += stands * stands;
        }
        double mean = sum / walks;
        double variance = Math.max(0, squares / walks - mean * mean);
        return new Estimate(mean, Math.sqrt(variance / walks), walks);
    }

    /** {@code about 3,300 executions (standard error 120, 1,000 walks)}. */
    @Override
    public String toString() {
        return "about %,.0f executions (standard error %,.0f, %,d walks)".formatted(executions, spread, walks);
    }
}
