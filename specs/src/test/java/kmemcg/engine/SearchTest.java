package kmemcg.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import kmemcg.explore.MemoryModel;
import org.junit.jupiter.api.Test;

class SearchTest {
    private static final Duration TIME = Duration.ofSeconds(3);
    private static final Duration OVERTIME = Duration.ofSeconds(2);

    private boolean isToEnd;
    private final Search search = new Search(
            List.of(), 1, 1.0, TIME, OVERTIME, Set.of(), true, MemoryModel.SC, Walks.NONE, new Monitor(() -> isToEnd));

    @Test
    void whoHasSeenEnough_endsInTime() {
        assertThat(search.isOver(TIME.minusNanos(1), true)).isFalse();
        assertThat(search.isOver(TIME, true)).isTrue();
    }

    @Test
    void whoHasNot_mayGoOnForTheOvertime() {
        assertThat(search.isOver(TIME.plus(OVERTIME).minusNanos(1), false)).isFalse();
        assertThat(search.isOver(TIME.plus(OVERTIME), false)).isTrue();
    }

    @Test
    void whenNobodyWantsToKnow_thereIsNoOvertime() {
        isToEnd = true;
        assertThat(search.isOver(Duration.ZERO, false)).isTrue();
    }
}
