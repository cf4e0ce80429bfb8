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
 * Two CPUs are the first to allocate for a group. Where a group has caches of its own, both find none, and both ask for one: it is made
 * once. Where caches are shared, both make the vector of owners of the same page.
 */
@JCStressTest
@State
@Outcome(
        id = "true, true, 0",
        expect = Expect.ACCEPTABLE,
        desc = "Both are charged, from whichever cache; nothing is left over.")
@Outcome(expect = Expect.FORBIDDEN, desc = "A cache was made twice or lost, or a charge was.")
public class FirstUseRace {
    private final Lab lab = new Lab();
    private final KmemCache cache = lab.accountedCache(1016);
    private final ObjectHandle one = lab.handle("a");
    private final ObjectHandle other = lab.handle("b");

    @Actor
    public void first(ZZI_Result r) {
        lab.run(lab.first, () -> r.r1 = lab.design.alloc(lab.first, lab.process, cache, Set.of(), one));
    }

    @Actor
    public void second(ZZI_Result r) {
        lab.run(lab.second, () -> r.r2 = lab.design.alloc(lab.second, lab.process, cache, Set.of(), other));
    }

    @Arbiter
    public void validate(ZZI_Result r) {
        r.r3 = lab.violations();
    }
}
