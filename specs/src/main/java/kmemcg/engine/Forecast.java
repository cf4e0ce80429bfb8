package kmemcg.engine;

import kmemcg.explore.Estimate;

/**
 * What it would take to look at all executions of a program.
 *
 * @param total how many there are
 * @param perSecond how many are looked at in a second, as measured
 * @param workers by how many workers
 */
public record Forecast(Estimate total, double perSecond, int workers) {
    /** The time for all, in seconds. */
    public double seconds() {
        return total.executions() / perSecond;
    }
}
