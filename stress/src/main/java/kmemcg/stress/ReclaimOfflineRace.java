package kmemcg.stress;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * Reclaim walks the groups below P while one of them is removed. Where it stands it holds a reference, and what it remembers for the
 * next walk it must not follow once it is gone.
 */
@JCStressTest
@State
@Outcome(
        id = "0, 0",
        expect = Expect.ACCEPTABLE,
        desc = "The page had moved away from where reclaim looked, or was being moved.")
@Outcome(id = "1, 0", expect = Expect.ACCEPTABLE, desc = "The page was found in time, or where it had moved to.")
@Outcome(expect = Expect.FORBIDDEN, desc = "A group was used that was gone, or a page was lost.")
public class ReclaimOfflineRace {
    private final Lab lab = new Lab();

    public ReclaimOfflineRace() {
        lab.chargedPage("p");
        lab.leaveChild();
    }

    @Actor
    public void reclaim(II_Result r) {
        lab.run(lab.first, () -> r.r1 = lab.design.reclaim(lab.first, lab.parent, 1));
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
