package kmemcg.engine.explorer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Optional;
import kmemcg.campaign.Inventory;
import kmemcg.counterexample.Counterexample;
import kmemcg.counterexample.CounterexampleReader;
import kmemcg.engine.Violation;
import org.junit.jupiter.api.Test;

class NeighbourTest {
    private static Optional<Neighbour> neighbour(String bug, boolean isTimeUp) {
        Counterexample kept = CounterexampleReader.read(Path.of("corpus", bug + "-explorer.txt"));
        return Neighbour.of(Inventory.installed().require(kept.design(), bug), kept.violation(), () -> isTimeUp);
    }

    /** The group is looked up, and then its list: what has to come in between is its end. */
    @Test
    void lastInterruptionThatIsNeeded_isNamed() {
        assertThat(neighbour("list-lru-memcg-uaf", false))
                .map(Neighbour::toString)
                .contains("passes if T1 goes on after 'objcg of memcg C.memcg is memcg C',"
                        + " before T2: 'enters a read-side section'");
    }

    @Test
    void whatFailsInAnySequence_hasNone() {
        assertThat(neighbour("stock-lock-recursion", false)).isEmpty();
    }

    @Test
    void whatCannotBeDoneAgain_hasNone() {
        Counterexample kept = CounterexampleReader.read(Path.of("corpus", "list-lru-memcg-uaf-explorer.txt"));
        Violation unrecorded = kept.violation().withoutRecord();
        assertThat(Neighbour.of(Inventory.installed().require("objcg", "list-lru-memcg-uaf"), unrecorded, () -> false))
                .isEmpty();
    }

    @Test
    void whenTimeIsUp_noneIsLookedFor() {
        assertThat(neighbour("list-lru-memcg-uaf", true)).isEmpty();
    }
}
