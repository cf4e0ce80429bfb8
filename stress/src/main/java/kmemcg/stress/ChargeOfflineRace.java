package kmemcg.stress;

import java.util.Set;
import kmemcg.memcg.MemCgroup;
import kmemcg.slab.KmemCache;
import kmemcg.slab.ObjectHandle;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZI_Result;

/**
 * Can a charge get lost in a group that is being removed? A process that is still in C allocates while C goes offline. It may
 * find C's obj_cgroup alive, or find it dying and climb to P's. Either way the charge ends up with P and nothing stays behind.
 */
@JCStressTest
@State
@Outcome(id = "true, 0", expect = Expect.ACCEPTABLE, desc = "Charged; P pays; nothing is wrong afterwards.")
@Outcome(expect = Expect.FORBIDDEN, desc = "The allocation failed, or something was left over.")
public class ChargeOfflineRace {
    private final Lab lab = new Lab();
    private final KmemCache cache = lab.accountedCache(1016);
    private final ObjectHandle object = lab.handle("o");

    @Actor
    public void charge(ZI_Result r) {
        lab.run(lab.first, () -> r.r1 = lab.design.alloc(lab.first, lab.process, cache, Set.of(), object));
    }

    @Actor
    public void offline() {
        MemCgroup child = lab.child;
        lab.run(lab.second, () -> lab.design.offline(lab.second, child));
    }

    @Arbiter
    public void validate(ZI_Result r) {
        r.r2 = lab.violations();
    }
}
