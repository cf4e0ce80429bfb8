package kmemcg.stress;

import java.util.Set;
import kmemcg.slab.KmemCache;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.JI_Result;

/**
 * Two CPUs drain all stocks at once. Draining is best effort: the second drainer finds the mutex taken and goes away, which is
 * fine, because the first one looks after every CPU. What must not happen is that pages are given back twice.
 */
@JCStressTest
@State
@Outcome(id = "2, 0", expect = Expect.ACCEPTABLE, desc = "Only the two objects' pages are still charged.")
@Outcome(expect = Expect.FORBIDDEN, desc = "A stock was missed for good, or given back twice.")
public class StockDrainDrainRace {
    private final Lab lab = new Lab();

    public StockDrainDrainRace() {
        KmemCache cache = lab.accountedCache(4088);
        lab.allocated(lab.first, "a", cache, Set.of());
        lab.allocated(lab.second, "b", cache, Set.of());
    }

    @Actor
    public void first() {
        lab.run(lab.first, () -> lab.design.drain(lab.first, lab.parent));
    }

    @Actor
    public void second() {
        lab.run(lab.second, () -> lab.design.drain(lab.second, lab.child));
    }

    @Arbiter
    public void settle(JI_Result r) {
        lab.machine.settle();
        r.r1 = lab.design.usage(lab.first, lab.parent);
        r.r2 = lab.violations();
    }
}
