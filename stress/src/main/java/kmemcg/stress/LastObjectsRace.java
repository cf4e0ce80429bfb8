package kmemcg.stress;

import java.util.Set;
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
 * Two CPUs free the last two objects of a group that has been removed. Whoever is last gives the page back, and with it the last thing
 * that kept the group, or its cache, or its obj_cgroup: exactly one of the two is last.
 */
@JCStressTest
@State
@Outcome(id = "true, true, 0", expect = Expect.ACCEPTABLE, desc = "Everything was given back once.")
@Outcome(expect = Expect.FORBIDDEN, desc = "Both were last, or neither was.")
public class LastObjectsRace {
    private final Lab lab = new Lab();
    private final KmemCache cache = lab.accountedCache(1016);
    private final ObjectHandle one = lab.allocated(lab.first, "a", cache, Set.of());
    private final ObjectHandle other = lab.allocated(lab.first, "b", cache, Set.of());

    public LastObjectsRace() {
        lab.leaveChild();
        lab.design.offline(lab.first, lab.child);
        lab.machine.settle();
    }

    @Actor
    public void first(ZZI_Result r) {
        lab.run(lab.first, () -> r.r1 = lab.design.free(lab.first, one));
    }

    @Actor
    public void second(ZZI_Result r) {
        lab.run(lab.second, () -> r.r2 = lab.design.free(lab.second, other));
    }

    @Arbiter
    public void validate(ZZI_Result r) {
        r.r3 = lab.violations();
    }
}
