package kmemcg.explore;

/**
 * What came of some random walks.
 *
 * @param made how many there were
 * @param executions how many came to an execution; the others gave up
 * @param leastLogOdds the natural logarithm of the odds of the execution that was least likely, or less; 0 if there was none
 * @param last the number of the last walk; 0 if there was none
 */
public record WalkTally(long made, long executions, double leastLogOdds, long last) {
    /** Of no walk. */
    public static final WalkTally NONE = new WalkTally(0, 0, 0, 0);

    private static final double CONFIDENCE = 0.95;

    WalkTally with(long number, boolean isExecution, double logOdds) {
        return new WalkTally(
                made + 1,
                executions + (isExecution ? 1 : 0),
                isExecution ? Math.min(leastLogOdds, logOdds) : leastLogOdds,
                number);
    }

    /** What came of these and others. */
    public WalkTally and(WalkTally other) {
        return new WalkTally(
                made + other.made,
                executions + other.executions,
                Math.min(leastLogOdds, other.leastLogOdds),
                Math.max(last, other.last));
    }

    /** In how many walks the least likely execution comes once on average, or more often. */
    public double once() {
        return Math.exp(-leastLogOdds);
    }

    /** How many walks come to an execution as unlikely as that with a probability of 95 per cent, or more. */
    public double almostSure() {
        double odds = Math.exp(leastLogOdds);
        return odds == 1 ? 1 : Math.ceil(Math.log(1 - CONFIDENCE) / Math.log1p(-odds));
    }
}
