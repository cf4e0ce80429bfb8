package kmemcg.engine.lincheck;

import kmemcg.engine.Engine;
import kmemcg.engine.Search;
import kmemcg.engine.Subject;
import kmemcg.engine.Verdict;

/**
 * Does a design keep its promises whatever step of one thread comes between two steps of another? Short concurrent programs
 * run on the scheduled machine under Lincheck's model checking, which tries interleavings in the order of their number of
 * switches; the deep validator ends each. Source: N. Koval, A. Fedorov, M. Sokolova, D. Tsitelov, D. Alistarh, "Lincheck: A
 * Practical Framework for Testing Concurrent Data Structures on JVM" (CAV 2023).
 *
 * <p>What it cannot find: what needs more switches than its runs reach, and what only weakly ordered memory shows. The same
 * seed gives the same runs and the same answer.
 */
public final class LincheckEngine implements Engine {
    private static final Plan PLAN = new Plan("lincheck", Strategy.MODEL_CHECKING, 60, 150, 3_000);

    @Override
    public String name() {
        return PLAN.engine();
    }

    @Override
    public String explanation() {
        return "interleavings of short concurrent programs (Lincheck): what goes wrong if threads take turns";
    }

    /** It begins slowly: what it runs is instrumented first, which takes seconds. */
    @Override
    public int partsOfTime() {
        return 6;
    }

    @Override
    public Verdict check(Subject subject, Search search) {
        return new Hunt(subject, search, PLAN).run();
    }

    @Override
    public boolean rewritesClasses() {
        return true;
    }
}
