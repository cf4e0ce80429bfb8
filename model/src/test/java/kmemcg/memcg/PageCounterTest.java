package kmemcg.memcg;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import kmemcg.machine.Birth;
import kmemcg.machine.Finding;
import kmemcg.machine.Invariant;
import kmemcg.machine.KernelObject;
import kmemcg.machine.jvm.JvmMachine;
import kmemcg.machine.jvm.JvmTask;
import kmemcg.machine.jvm.Step;
import org.junit.jupiter.api.Test;

class PageCounterTest {
    private final JvmMachine machine = JvmMachine.sequential(1);
    private final JvmTask task = machine.task("T1", 0);
    private final Counters counters = task.allocate("x", Counters::new);

    /** Three levels, the first one on top. */
    private static final class Counters extends KernelObject {
        private final PageCounter top;
        private final PageCounter middle;
        private final PageCounter low;

        Counters(Birth birth) {
            super(birth);
            top = new PageCounter(birth, "top", null);
            middle = new PageCounter(birth, "middle", top);
            low = new PageCounter(birth, "low", middle);
        }

        List<Long> usages() {
            return List.of(top.peekUsage(), middle.peekUsage(), low.peekUsage());
        }
    }

    @Test
    void charge_thatFits_countsAtItsLevelAndAllAbove() {
        assertThat(counters.middle.tryCharge(task, 3)).isNull();
        assertThat(counters.usages()).containsExactly(3L, 3L, 0L);
        counters.middle.uncharge(task, 1);
        assertThat(counters.usages()).containsExactly(2L, 2L, 0L);
    }

    @Test
    void charge_upToTheLimit_fits_andOneMoreDoesNot() {
        counters.low.setMax(3);
        assertThat(counters.low.tryCharge(task, 3)).isNull();
        assertThat(counters.low.margin()).isZero();
        assertThat(counters.low.tryCharge(task, 1)).isSameAs(counters.low);
        assertThat(counters.usages()).containsExactly(3L, 3L, 3L);
    }

    @Test
    void failingCharge_namesTheFullLevel_andIsVisibleBelowItForAMoment() {
        counters.middle.setMax(2);
        List<String> writes = new ArrayList<>();
        machine.observe(step -> note(step, writes));
        assertThat(counters.low.tryCharge(task, 3)).isSameAs(counters.middle);
        machine.observe(null);

        assertThat(writes)
                .containsExactly("x.low.usage -> 3", "x.middle.usage -> 3", "x.middle.usage -> 0", "x.low.usage -> 0");
        assertThat(counters.usages()).containsExactly(0L, 0L, 0L);
    }

    private static void note(Step step, List<String> writes) {
        if (step.wrote()) {
            writes.add(step.what());
        }
    }

    @Test
    void forcedCharge_goesAboveTheLimit() {
        counters.top.setMax(1);
        counters.low.charge(5);
        assertThat(counters.usages()).containsExactly(5L, 5L, 5L);
        assertThat(counters.top.margin()).isZero();
    }

    @Test
    void unchargeBelowZero_isAFinding_andLeavesZero() {
        counters.low.charge(1);
        counters.middle.uncharge(task, 1);
        counters.low.uncharge(task, 1);
        assertThat(machine.findings())
                .containsExactly(
                        new Finding(Invariant.BOUNDS, "WARN_ON", "T1: page_counter underflow: x.middle: -1 pages"),
                        new Finding(Invariant.BOUNDS, "WARN_ON", "T1: page_counter underflow: x.top: -1 pages"));
        assertThat(counters.usages()).containsExactly(0L, 0L, 0L);
    }
}
