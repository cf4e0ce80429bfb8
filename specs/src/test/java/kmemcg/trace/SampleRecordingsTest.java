package kmemcg.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The recordings that come with kmemcg hold, and each rule is checked as often as it was measured to be. */
class SampleRecordingsTest {
    @Test
    void cgroupV1_everyCounterIsReproduced() {
        Outcome outcome = held(0);
        assertThat(List.of(outcome.matched(), outcome.readings())).containsExactly(75L, 75L);
        assertThat(checks(outcome, Rule.SLAB_STATE)).isEqualTo(4500);
        assertThat(checks(outcome, Rule.KMEM_WITH_STATE)).isEqualTo(2 * 306);
        assertThat(outcome.ledger().totalExcuses()).isZero();
    }

    @Test
    void threeReparentings_needOnlyTheKnownExcuses() {
        Outcome outcome = held(1);
        assertThat(List.of(outcome.matched(), outcome.readings())).containsExactly(56L, 56L);
        // 529 drains, less the first on each of 4 CPUs, which shows what was there before
        assertThat(checks(outcome, Rule.BYTE_STOCK_CONTENT)).isEqualTo(525);
        assertThat(excuses(outcome))
                .isEqualTo(Map.of(
                        Excuse.REPARENT_WINDOW,
                        3L,
                        Excuse.LEFTOVERS_IN_OTHER_ORDER,
                        3L,
                        Excuse.STAT_FLUSH_PENDING,
                        4L));
    }

    @Test
    void destroyedCache_leavesNoCharge() {
        Outcome outcome = held(2);
        assertThat(List.of(outcome.matched(), outcome.readings())).containsExactly(19L, 19L);
        assertThat(checks(outcome, Rule.UNCHARGE_MATCHES_CHARGE)).isEqualTo(1208);
        assertThat(outcome.ledger().totalExcuses()).isZero();
    }

    @Test
    void chargesRefusedAtTheLimit_areTakenBack() {
        Outcome outcome = held(3);
        assertThat(List.of(outcome.matched(), outcome.readings())).containsExactly(25L, 25L);
        assertThat(checks(outcome, Rule.TRY_CHARGE_SIZE)).isEqualTo(345);
        assertThat(checks(outcome, Rule.USAGE_COVERS_OBJECTS)).isEqualTo(7934);
        assertThat(excuses(outcome)).isEqualTo(Map.of(Excuse.STAT_FLUSH_PENDING, 6L));
    }

    private static Outcome held(int sample) {
        Path directory = Samples.recordings().get(sample);
        Outcome outcome = TraceCheck.run(directory);
        assertThat(outcome.ledger().first()).isNull();
        assertThat(outcome.ledger().unknownEvents()).isEmpty();
        return outcome;
    }

    private static long checks(Outcome outcome, Rule rule) {
        return outcome.ledger().checks(rule);
    }

    private static Map<Excuse, Long> excuses(Outcome outcome) {
        Map<Excuse, Long> used = new EnumMap<>(Excuse.class);
        for (Excuse excuse : Excuse.values()) {
            if (outcome.ledger().excuses(excuse) > 0) {
                used.put(excuse, outcome.ledger().excuses(excuse));
            }
        }
        return used;
    }
}
