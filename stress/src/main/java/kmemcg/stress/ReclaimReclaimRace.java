package kmemcg.stress;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/**
 * Two CPUs reclaim from the same group of one page: it is freed once. Each remembers for the other how far it has come.
 */
@JCStressTest
@State
@Outcome(id = "1, 0, 0", expect = Expect.ACCEPTABLE, desc = "The first freed it.")
@Outcome(id = "0, 1, 0", expect = Expect.ACCEPTABLE, desc = "The second freed it.")
@Outcome(expect = Expect.FORBIDDEN, desc = "Freed twice, or passed over by both.")
public class ReclaimReclaimRace {
    private final Lab lab = new Lab();

    public ReclaimReclaimRace() {
        lab.chargedPage("p");
    }

    @Actor
    public void first(III_Result r) {
        lab.run(lab.first, () -> r.r1 = lab.design.reclaim(lab.first, lab.parent, 1));
    }

    @Actor
    public void second(III_Result r) {
        lab.run(lab.second, () -> r.r2 = lab.design.reclaim(lab.second, lab.parent, 1));
    }

    @Arbiter
    public void validate(III_Result r) {
        r.r3 = lab.violations();
    }
}
