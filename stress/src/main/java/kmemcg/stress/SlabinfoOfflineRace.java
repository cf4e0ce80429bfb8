package kmemcg.stress;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * The list of caches is read while a group and its copy of a cache go. The reader tells the caches that have names of their own, and
 * never follows one that is gone.
 */
@JCStressTest
@State
@Outcome(id = "1, 0", expect = Expect.ACCEPTABLE, desc = "One line: the one cache.")
@Outcome(expect = Expect.FORBIDDEN, desc = "A cache that was gone was told of, or the one that stays was not.")
public class SlabinfoOfflineRace {
    private final Lab lab = new Lab();

    public SlabinfoOfflineRace() {
        lab.accustomedCache(1016);
    }

    @Actor
    public void read(II_Result r) {
        lab.run(lab.first, () -> r.r1 = lab.design.slabinfo(lab.first, lab.process));
    }

    @Actor
    public void offline() {
        lab.run(lab.second, () -> lab.design.offline(lab.second, lab.child));
    }

    @Arbiter
    public void validate(II_Result r) {
        r.r2 = lab.violations();
    }
}
