package kmemcg.engine.explorer;

import kmemcg.engine.Estimating;
import kmemcg.engine.Forecast;
import kmemcg.engine.Retraced;
import kmemcg.engine.Retracing;
import kmemcg.engine.Search;
import kmemcg.engine.Subject;
import kmemcg.engine.Verdict;
import kmemcg.engine.Violation;

/**
 * Does a design keep its promises in <em>every</em> execution of a program? All small programs of a family are explored, and
 * generated ones: each execution once, judged by the deep validator and the contract.
 *
 * <p>What it cannot find: what needs more threads and operations than its programs have; and in programs that it says it did not
 * explore to their end, what only the rest of their executions show.
 */
public final class ExplorerEngine implements Estimating, Retracing {
    /** Overrides how many workers there are; as many as processors, but no more than {@value #MOST_WORKERS}, without it. */
    private static final String WORKERS = "kmemcg.workers";

    private static final int MOST_WORKERS = 4;

    @Override
    public String name() {
        return "explorer";
    }

    @Override
    public String explanation() {
        return "every execution of small concurrent programs, deferred work included: what can go wrong at all";
    }

    @Override
    public int partsOfTime() {
        return 8;
    }

    @Override
    public Verdict check(Subject subject, Search search) {
        return new Hunt(subject, search, workers(), System::nanoTime).run();
    }

    @Override
    public Retraced retrace(Subject subject, Violation then) {
        return new Attempts(subject, then.memory(), 1, wrong -> true, () -> false, new Tally()).retrace(then);
    }

    @Override
    public Forecast forecast(Subject subject, Search search) {
        return new Forecasting(subject, search, workers(), System::nanoTime)
                .of(search.fixed().get(0));
    }

    private static int workers() {
        int usual = Math.min(MOST_WORKERS, Runtime.getRuntime().availableProcessors());
        return Math.max(1, Integer.getInteger(WORKERS, usual));
    }
}
