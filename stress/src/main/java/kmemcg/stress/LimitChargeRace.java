package kmemcg.stress;

import java.util.Set;
import kmemcg.design.AllocFlag;
import kmemcg.slab.KmemCache;
import kmemcg.slab.ObjectHandle;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZI_Result;

/**
 * Two charges of a page each, room for one. A charge adds first and looks at the limit afterwards, so each can make the other
 * fail: nobody may get in is allowed, both may not.
 */
@JCStressTest
@State
@Outcome(id = "true, false, 0", expect = Expect.ACCEPTABLE, desc = "The first got the page.")
@Outcome(id = "false, true, 0", expect = Expect.ACCEPTABLE, desc = "The second got the page.")
@Outcome(
        id = "false, false, 0",
        expect = Expect.ACCEPTABLE_INTERESTING,
        desc = "Each saw the other's speculative charge; the kernel accepts such a failure.")
@Outcome(expect = Expect.FORBIDDEN, desc = "Both got in, or something was left over.")
public class LimitChargeRace {
    private final Lab lab = new Lab();
    private final KmemCache cache = lab.accustomedCache(4088);
    private final ObjectHandle one = lab.handle("a");
    private final ObjectHandle other = lab.handle("b");

    public LimitChargeRace() {
        lab.design.setLimit(lab.first, lab.parent, 1);
        lab.machine.settle();
    }

    @Actor
    public void first(ZZI_Result r) {
        lab.run(lab.first, () -> r.r1 = lab.design.alloc(lab.first, lab.process, cache, Set.of(AllocFlag.ATOMIC), one));
    }

    @Actor
    public void second(ZZI_Result r) {
        lab.run(
                lab.second,
                () -> r.r2 = lab.design.alloc(lab.second, lab.process, cache, Set.of(AllocFlag.ATOMIC), other));
    }

    @Arbiter
    public void validate(ZZI_Result r) {
        r.r3 = lab.violations();
    }
}
