package kmemcg.stress;

import kmemcg.machine.Held;
import kmemcg.machine.Task;
import kmemcg.machine.Word;
import kmemcg.machine.jvm.JvmMachine;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.JJ_Result;

/**
 * The grace-period guarantee: a read-side section ends before the grace period does, or it begins after the grace period
 * began. So a section that saw what was written after the grace period sees all that was written before it. All accesses are
 * relaxed: nothing but RCU orders them.
 */
@JCStressTest
@State
@Outcome(id = "0, 0", expect = Expect.ACCEPTABLE, desc = "The section came first.")
@Outcome(id = "0, 1", expect = Expect.ACCEPTABLE, desc = "The section ran beside the grace period.")
@Outcome(id = "1, 1", expect = Expect.ACCEPTABLE, desc = "The section came last.")
@Outcome(id = "1, 0", expect = Expect.FORBIDDEN, desc = "The section spans the whole grace period.")
public class RcuGuaranteeRace {
    private final JvmMachine machine = JvmMachine.parallel(2);
    private final Task reader = machine.task("reader", 0);
    private final Task updater = machine.task("updater", 1);
    private final Word before = machine.word("before", 0);
    private final Word after = machine.word("after", 0);

    @Actor
    public void read(JJ_Result r) {
        try (Held section = reader.rcuReadLock()) {
            r.r1 = after.readOnce();
            r.r2 = before.readOnce();
        }
    }

    @Actor
    public void update() {
        before.writeOnce(1);
        machine.rcu().synchronize(updater);
        after.writeOnce(1);
    }
}
