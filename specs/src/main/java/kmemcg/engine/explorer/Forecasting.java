package kmemcg.engine.explorer;

import java.time.Duration;
import java.util.function.LongSupplier;
import kmemcg.engine.Forecast;
import kmemcg.engine.Search;
import kmemcg.engine.Subject;
import kmemcg.explore.Estimate;
import kmemcg.program.Program;

/**
 * How long would it take to explore a program to its end? Its executions are counted or estimated, and the rate is that of a few
 * seconds of exploring and judging, after the JVM has had time to compile it.
 */
final class Forecasting {
    private static final Duration WARM_UP = Duration.ofSeconds(2);
    private static final Duration MEASURED = Duration.ofSeconds(2);

    private final Subject subject;
    private final Search search;
    private final int workers;
    private final LongSupplier nanoTime;

    /** @param nanoTime a clock such as {@link System#nanoTime}, which several threads may read */
    Forecasting(Subject subject, Search search, int workers, LongSupplier nanoTime) {
        this.subject = subject;
        this.search = search;
        this.workers = workers;
        this.nanoTime = nanoTime;
    }

    Forecast of(Program program) {
        Trial trial = new Trial(subject, program, search.memory());
        Estimate total = Outlook.total(trial, search.seed(), search.monitor()::isToEnd);
        double cold = rate(program, WARM_UP);
        double warm = total.executions() > cold * WARM_UP.toSeconds() ? rate(program, MEASURED) : cold;
        return new Forecast(total, warm, workers);
    }

    /** Executions in a second; whatever is wrong with them. */
    private double rate(Program program, Duration time) {
        long start = nanoTime.getAsLong();
        long end = start + time.toNanos();
        Attempts attempts = new Attempts(
                subject, search.memory(), workers, wrong -> false, () -> nanoTime.getAsLong() - end >= 0, new Tally());
        Attempt attempt = attempts.together(program);
        return attempt.executions() * 1e9 / (nanoTime.getAsLong() - start);
    }
}
