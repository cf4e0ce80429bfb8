package kmemcg.stress;

import kmemcg.machine.Birth;
import kmemcg.machine.KernelObject;
import kmemcg.machine.Machine;
import kmemcg.machine.Task;
import kmemcg.machine.Word;
import kmemcg.machine.jvm.JvmMachine;
import kmemcg.sync.PercpuRef;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZJ_Result;

/**
 * A killed css has one reference left. One side drops it, the other tries to get one. Either the tryget came first and the
 * object lives, or the count had reached zero and the tryget must fail: a count never comes back from zero.
 */
@JCStressTest
@State
@Outcome(id = "true, 0", expect = Expect.ACCEPTABLE, desc = "Pinned in time: not released.")
@Outcome(id = "false, 1", expect = Expect.ACCEPTABLE, desc = "Too late: released once, and the tryget failed.")
@Outcome(expect = Expect.FORBIDDEN, desc = "Released under somebody who holds it, never, or twice.")
public class CssTrygetLastPutRace {
    private final JvmMachine machine = JvmMachine.parallel(2);
    private final Task first = machine.task("T1", 0);
    private final Task second = machine.task("T2", 1);
    private final Counted css = first.allocate("css", birth -> new Counted(machine, first, birth));

    public CssTrygetLastPutRace() {
        css.refcnt.get(first);
        css.refcnt.kill(first, null);
        machine.settle();
    }

    @Actor
    public void tryGet(ZJ_Result r) {
        machine.run(first, () -> r.r1 = css.refcnt.tryGet(first));
    }

    @Actor
    public void lastPut() {
        machine.run(second, () -> css.refcnt.put(second));
    }

    @Arbiter
    public void releases(ZJ_Result r) {
        r.r2 = css.releases.peek() + machine.findings().size();
    }

    private static final class Counted extends KernelObject {
        private final Word releases;
        private final PercpuRef refcnt;

        Counted(Machine machine, Task task, Birth birth) {
            super(birth);
            this.releases = birth.word("releases", 0);
            this.refcnt = new PercpuRef(machine, task, birth, "refcnt", last -> releases.addReturn(1));
        }
    }
}
