package kmemcg.report;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import kmemcg.engine.Progress;
import kmemcg.explore.Estimate;

/**
 * How one search goes, as a line. What of it is left is counted from the rate where the total is known, and is otherwise the rest of
 * the time that it may take.
 */
public final class SearchLine {
    private final String who;
    private final Duration atMost;
    private final long start;
    private final Pace pace = new Pace();

    /**
     * A search begins.
     *
     * @param atMost the time it may take
     * @param nanoTime now
     */
    public SearchLine(String subject, String engine, Duration atMost, long nanoTime) {
        this.who = subject + ", " + engine;
        this.atMost = atMost;
        this.start = nanoTime;
    }

    /** {@code objcg, explorer: 1,234 of 6,395 programs, 45,678 executions, 3,456/s, at most 38.0 s}. */
    public String at(long nanoTime, Progress progress) {
        pace.see(nanoTime, progress.tries());
        double rate = pace.perSecond();
        List<String> parts = new ArrayList<>();
        if (progress.planned() > 1) {
            parts.add("%s of %s"
                    .formatted(Figures.count(progress.programs()), Figures.count(progress.planned(), "program")));
        }
        if (progress.tries() > 0) {
            parts.add(tries(progress));
        }
        if (rate > 0) {
            parts.add(rate(rate));
        }
        parts.add(left(progress, rate, nanoTime - start));
        return who + ": " + String.join(", ", parts);
    }

    private static String tries(Progress progress) {
        Estimate total = progress.total();
        String most = total == null ? "" : "of about " + total(total) + " ";
        return "%s %s%s".formatted(Figures.count(progress.tries()), most, progress.unit());
    }

    /** {@code 3,300 (\u00b1 120)}. */
    static String total(Estimate total) {
        String executions = Figures.count(Math.round(total.executions()));
        return total.spread() == 0
                ? executions
                : "%s (\u00b1 %s)".formatted(executions, Figures.count(Math.round(total.spread())));
    }

    /** {@code 3,456/s}; slow ones with a digit behind the point. */
    static String rate(double perSecond) {
        return perSecond < 10
                ? String.format(Locale.ROOT, "%.1f/s", perSecond)
                : Figures.count(Math.round(perSecond)) + "/s";
    }

    private String left(Progress progress, double rate, long elapsed) {
        Estimate total = progress.total();
        if (total != null && rate > 0) {
            double executions = total.executions() - progress.tries();
            return executions <= 0 ? "more than estimated" : Figures.seconds(executions / rate) + " left";
        }
        return "at most " + Figures.duration(Duration.ofNanos(Math.max(0, atMost.toNanos() - elapsed)));
    }
}
