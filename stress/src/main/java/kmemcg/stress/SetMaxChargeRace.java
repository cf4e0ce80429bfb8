package kmemcg.stress;

import kmemcg.machine.Birth;
import kmemcg.machine.KernelObject;
import kmemcg.machine.Task;
import kmemcg.machine.jvm.JvmMachine;
import kmemcg.memcg.PageCounter;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZJ_Result;

/**
 * A limit is lowered while somebody charges. The charger adds, then looks at the limit; the setter sets the limit, then looks
 * at the usage: store buffering, so both need a full fence. At least one of them must see the other.
 */
@JCStressTest
@State
@Outcome(id = "true, 1", expect = Expect.ACCEPTABLE, desc = "Charged; the setter saw it and will reclaim.")
@Outcome(id = "false, 0", expect = Expect.ACCEPTABLE, desc = "The charge saw the new limit and failed.")
@Outcome(id = "false, 1", expect = Expect.ACCEPTABLE, desc = "Both saw each other.")
@Outcome(id = "true, 0", expect = Expect.FORBIDDEN, desc = "Charged above a limit whose setter believes all is well.")
public class SetMaxChargeRace {
    private final JvmMachine machine = JvmMachine.parallel(2);
    private final Task charger = machine.task("charger", 0);
    private final Task boot = machine.task("boot", 0);
    private final PageCounter counter = boot.allocate("memcg", Counted::new).memory;

    @Actor
    public void charge(ZJ_Result r) {
        r.r1 = counter.tryCharge(charger, 1) == null;
    }

    @Actor
    public void setMax(ZJ_Result r) {
        counter.setMax(0);
        r.r2 = counter.read();
    }

    private static final class Counted extends KernelObject {
        private final PageCounter memory;

        Counted(Birth birth) {
            super(birth);
            this.memory = new PageCounter(birth, "memory", null);
        }
    }
}
