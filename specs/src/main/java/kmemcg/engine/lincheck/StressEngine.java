package kmemcg.engine.lincheck;

import kmemcg.engine.Engine;
import kmemcg.engine.Search;
import kmemcg.engine.Subject;
import kmemcg.engine.Verdict;

/**
 * The same on real threads, many times over: no interleaving is chosen, none is excluded. What fails here is confirmed and
 * shrunk by model checking, so that it can be repeated.
 *
 * <p>What it cannot do: answer the same twice.
 */
public final class StressEngine implements Engine {
    private static final Plan PLAN = new Plan("stress", Strategy.STRESS, 20, 200, 10_000);

    @Override
    public String name() {
        return PLAN.engine();
    }

    @Override
    public String explanation() {
        return "short concurrent programs on real threads (Lincheck's stress mode): what goes wrong at full speed";
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
