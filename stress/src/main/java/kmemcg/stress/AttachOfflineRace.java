package kmemcg.stress;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZI_Result;

/**
 * Does a process that moves into a group keep it? It moves into C while C is removed. Either it comes in time and pins the css, which
 * then stays for as long as the process does, or it is refused.
 */
@JCStressTest
@State
@Outcome(id = "true, 0", expect = Expect.ACCEPTABLE, desc = "In time: C stays, though it is dying.")
@Outcome(id = "false, 0", expect = Expect.ACCEPTABLE, desc = "Too late: the process stays where it was.")
@Outcome(expect = Expect.FORBIDDEN, desc = "A reference was taken on a group that was gone, or was lost.")
public class AttachOfflineRace {
    private final Lab lab = new Lab();

    public AttachOfflineRace() {
        lab.leaveChild();
    }

    @Actor
    public void attach(ZI_Result r) {
        lab.run(lab.first, () -> r.r1 = lab.design.attach(lab.first, lab.process, lab.child));
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
