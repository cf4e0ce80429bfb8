package kmemcg.stress;

import java.util.Set;
import kmemcg.slab.ObjectHandle;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZI_Result;

/**
 * Who gets the uncharge when the owner's group disappears under a kfree? Whether the free sees C or P, the uncharge goes to a
 * group whose ancestors all saw the charge; and whoever it sees, it must pin before use: RCU keeps C's memory, not its count.
 */
@JCStressTest
@State
@Outcome(id = "true, 0", expect = Expect.ACCEPTABLE, desc = "Freed; nothing is charged to anybody afterwards.")
@Outcome(expect = Expect.FORBIDDEN, desc = "A charge, a reference or a piece of memory was lost or used twice.")
public class KfreeOfflineRace {
    private final Lab lab = new Lab();
    private final ObjectHandle object = lab.allocated(lab.first, "o", lab.accountedCache(4088), Set.of());

    public KfreeOfflineRace() {
        lab.leaveChild();
    }

    @Actor
    public void kfree(ZI_Result r) {
        lab.run(lab.first, () -> r.r1 = lab.design.free(lab.first, object));
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
