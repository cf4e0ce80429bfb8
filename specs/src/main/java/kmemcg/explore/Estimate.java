package kmemcg.explore;

/**
 * How many executions there are, from random walks: a walk that had n1, n2, ... options to choose from stands for n1 * n2 * ...
 * leaves of the tree, and the mean over walks is an unbiased estimate. Source: D. E. Knuth, "Estimating the Efficiency of Backtrack
 * Programs", Mathematics of Computation 29, 1975.
 *
 * @param executions complete ones, about
 * @param spread the standard error of that number
 * @param walks how many walks it comes from
 */
public record Estimate(double executions, double spread, int walks) {
    /** From the sum of what walks stood for, and the sum of the squares. */
    static Estimate of(double sum, double squares, int walks) {
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
