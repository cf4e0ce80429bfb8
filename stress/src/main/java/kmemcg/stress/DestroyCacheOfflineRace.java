package kmemcg.stress;

import kmemcg.slab.KmemCache;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZI_Result;

/**
 * A cache is destroyed while a group that has a copy of it is removed. Both ends want to take the copy away, and each finds it on
 * the other's way: it must go once.
 */
@JCStressTest
@State
@Outcome(
        id = "true, 0",
        expect = Expect.ACCEPTABLE,
        desc = "The cache and all its copies are gone, and so is the group.")
@Outcome(expect = Expect.FORBIDDEN, desc = "A copy was taken away twice, or stayed.")
public class DestroyCacheOfflineRace {
    private final Lab lab = new Lab();
    private final KmemCache cache = lab.accustomedCache(1016);

    public DestroyCacheOfflineRace() {
        lab.leaveChild();
    }

    @Actor
    public void destroy(ZI_Result r) {
        lab.run(lab.first, () -> r.r1 = lab.design.destroyCache(lab.first, cache));
    }

    @Actor
    public void offline() {
        lab.run(lab.second, () -> lab.design.offline(lab.second, lab.child));
    }

    @Arbiter
    public void validate(ZI_Result r) {
        r.r2 = lab.violations();
    }
}
