package kmemcg.stress;

import java.util.Set;
import kmemcg.design.AllocFlag;
import kmemcg.design.ownership.OwnerVector;
import kmemcg.slab.KmemCache;
import kmemcg.slab.ObjectHandle;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.JI_Result;

/**
 * The first two charged objects of a slab page both find it without a vector of owners. Both make one; a cmpxchg decides, and
 * the loser must use the winner's: otherwise its owner is written where nobody will look.
 */
@JCStressTest
@State
@Outcome(id = "1, 0", expect = Expect.ACCEPTABLE, desc = "One vector, both owners in it.")
@Outcome(expect = Expect.FORBIDDEN, desc = "A second vector survived, or an owner was lost with the loser's.")
public class OwnerVectorRace {
    private final Lab lab = new Lab();
    private final KmemCache cache = lab.accountedCache(1016);
    private final ObjectHandle one = lab.handle("a");
    private final ObjectHandle other = lab.handle("b");

    /** An uncharged object first, so that the page is there and has no vector. */
    public OwnerVectorRace() {
        lab.allocatedUncharged("u", cache);
    }

    @Actor
    public void first() {
        lab.run(lab.first, () -> lab.design.alloc(lab.first, lab.process, cache, Set.of(AllocFlag.ACCOUNT), one));
    }

    @Actor
    public void second() {
        lab.run(lab.second, () -> lab.design.alloc(lab.second, lab.process, cache, Set.of(AllocFlag.ACCOUNT), other));
    }

    @Arbiter
    public void validate(JI_Result r) {
        r.r1 = lab.machine.liveObjects().stream()
                .filter(OwnerVector.class::isInstance)
                .count();
        r.r2 = lab.violations();
    }
}
