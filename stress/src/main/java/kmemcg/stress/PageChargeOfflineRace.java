package kmemcg.stress;

import java.util.Set;
import kmemcg.lru.PageHandle;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZI_Result;

/**
 * A page is charged to a group that is being removed. Either its charge comes before the group's pages are moved, and it moves with them,
 * or after, and the group stays for as long as the page does: in no case is the page on a list that nobody finds.
 */
@JCStressTest
@State
@Outcome(id = "true, 0", expect = Expect.ACCEPTABLE, desc = "Charged, and found again.")
@Outcome(expect = Expect.FORBIDDEN, desc = "The charge failed, or was left in a group that is gone.")
public class PageChargeOfflineRace {
    private final Lab lab = new Lab();
    private final PageHandle page = lab.pageHandle("p");

    @Actor
    public void charge(ZI_Result r) {
        lab.run(lab.first, () -> r.r1 = lab.design.newPage(lab.first, lab.process, Set.of(), page));
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
