package kmemcg.engine;

import kmemcg.explore.Estimate;
import org.jspecify.annotations.Nullable;

/**
 * How far a search is.
 *
 * @param tries how much was tried
 * @param unit of what, as in {@link Verdict}
 * @param programs those that are through
 * @param planned how many programs there are; 0 if nobody knows
 * @param total how many tries there will be if none fails, about; null if nobody knows
 */
public record Progress(
        long tries,
        String unit,
        long programs,
        long planned,
        @Nullable Estimate total) {
    /** Of an engine that does not say. */
    public static final Progress UNKNOWN = new Progress(0, "", 0, 0, null);
}
