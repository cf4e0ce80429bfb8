package kmemcg.stress;

import kmemcg.lru.PageHandle;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZII_Result;

/**
 * A page is unmapped by its process while reclaim takes it from its list. One of the two frees it and gives its charge back.
 */
@JCStressTest
@State
@Outcome(id = "true, 0, 0", expect = Expect.ACCEPTABLE, desc = "The process was faster.")
@Outcome(id = "false, 1, 0", expect = Expect.ACCEPTABLE, desc = "Reclaim was faster.")
@Outcome(expect = Expect.FORBIDDEN, desc = "Freed by both, or by neither.")
public class UnmapReclaimRace {
    private final Lab lab = new Lab();
    private final PageHandle page = lab.chargedPage("p");

    @Actor
    public void unmap(ZII_Result r) {
        lab.run(lab.first, () -> r.r1 = lab.design.unmap(lab.first, page));
    }

    @Actor
    public void reclaim(ZII_Result r) {
        lab.run(lab.second, () -> r.r2 = lab.design.reclaim(lab.second, lab.parent, 1));
    }

    @Arbiter
    public void validate(ZII_Result r) {
        r.r3 = lab.violations();
    }
}
