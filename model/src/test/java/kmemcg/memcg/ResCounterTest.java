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
import org.junit.jupiter.api.Test;

class ResCounterTest {
    private final JvmMachine machine = JvmMachine.sequential(1);
    private final JvmTask task = machine.task("T1", 0);
    private final Counters counters = task.allocate("x", Counters::new);

    /** Three levels, the first one on top. */
    private static final class Counters extends KernelObject {
        private final ResCounter top;
        private final ResCounter middle;
        private final ResCounter low;

        Counters(Birth birth) {
            super(birth);
            top = new ResCounter(birth, "top", null);
            middle = new ResCounter(birth, "middle", top);
            low = new ResCounter(birth, "low", middle);
        }

        List<Long> usages() {
            return List.of(top.peekUsage(), middle.peekUsage(), low.peekUsage());
        }
    }

    @Test
    void failingCharge_isSeenBelowTheFullLevel_whichItNeverTouches() {
        counters.middle.setLimit(task, 2);
        List<String> writes = new ArrayList<>();
        machine.observe(step -> {
            if (step.wrote() && step.what().contains(".usage")) {
                writes.add(step.what());
            }
        });
        assertThat(counters.low.charge(task, 3)).isSameAs(counters.middle);
        machine.observe(null);

        assertThat(writes).containsExactly("x.low.usage -> 3", "x.low.usage -> 0");
        assertThat(counters.usages()).containsExactly(0L, 0L, 0L);
        assertThat(counters.middle.peekFailures()).isEqualTo(1);
        assertThat(counters.low.peekFailures()).isZero();
    }

    @Test
    void forcedCharge_goesAboveTheLimit() {
        counters.top.setLimit(task, 1);
        counters.low.chargeNofail(task, 5);
        assertThat(counters.usages()).containsExactly(5L, 5L, 5L);
    }

    @Test
    void unchargeUntil_movesTheChargeUp() {
        assertThat(counters.low.charge(task, 3)).isNull();
        counters.low.unchargeUntil(task, counters.middle, 2);
        assertThat(counters.usages()).containsExactly(3L, 3L, 1L);
        counters.low.unchargeAllUntil(task, counters.top);
        assertThat(counters.usages()).containsExactly(3L, 2L, 0L);
        counters.middle.unchargeAllUntil(task, null);
        assertThat(counters.usages()).containsExactly(1L, 0L, 0L);
    }

    @Test
    void limitBelowUsage_isRefused_andTheOldOneStays() {
        counters.low.charge(task, 3);
        assertThat(counters.low.setLimit(task, 2)).isFalse();
        assertThat(counters.low.peekLimit()).isEqualTo(ResCounter.NO_LIMIT);
        assertThat(counters.low.setLimit(task, 3)).isTrue();
        assertThat(counters.low.charge(task, 1)).isSameAs(counters.low);
    }

    @Test
    void unchargeBelowZero_isAFinding_andLeavesZero() {
        counters.middle.charge(task, 1);
        counters.middle.uncharge(task, 2);
        assertThat(machine.findings())
                .containsExactly(
                        new Finding(Invariant.BOUNDS, "WARN_ON", "T1: res_counter underflow: x.middle: 2 pages of 1"),
                        new Finding(Invariant.BOUNDS, "WARN_ON", "T1: res_counter underflow: x.top: 2 pages of 1"));
        assertThat(counters.usages()).containsExactly(0L, 0L, 0L);
    }
}
