package kmemcg.stress;

import java.util.Set;
import kmemcg.design.AllocFlag;
import kmemcg.slab.ObjectHandle;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IZI_Result;

/**
 * An object goes on its group's list_lru while the group goes offline. Before the splice it lands on C's list and is moved
 * with it; after C's id has been switched it lands on P's list at once. Either way reclaim of P must find it.
 */
@JCStressTest
@State
@Outcome(id = "1, true, 0", expect = Expect.ACCEPTABLE, desc = "Added, and freed by reclaim of P.")
@Outcome(expect = Expect.FORBIDDEN, desc = "The item is on a list that reclaim does not look at, or on none.")
public class ListLruAddOfflineRace {
    private final Lab lab = new Lab();
    private final ObjectHandle object = lab.allocated(lab.first, "o", lab.accustomedCache(1016), Set.of(AllocFlag.LRU));

    public ListLruAddOfflineRace() {
        lab.leaveChild();
    }

    @Actor
    public void add(IZI_Result r) {
        lab.run(lab.first, () -> r.r2 = lab.design.lruAdd(lab.first, object));
    }

    @Actor
    public void offline() {
        lab.run(lab.second, () -> lab.design.offline(lab.second, lab.child));
    }

    @Arbiter
    public void reclaim(IZI_Result r) {
        lab.machine.settle();
        lab.run(lab.second, () -> r.r1 = lab.design.shrink(lab.second, lab.parent));
        r.r3 = lab.violations();
    }
}
