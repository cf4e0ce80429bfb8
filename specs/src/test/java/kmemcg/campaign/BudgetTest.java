package kmemcg.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class BudgetTest {
    private final AtomicLong now = new AtomicLong(-5);

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }

    @Test
    void unusedTime_passesOnToLaterParts() {
        Budget budget = new Budget(Duration.ofSeconds(60), 3, now::get);
        assertThat(budget.next(1)).isEqualTo(Duration.ofSeconds(20));
        pass(Duration.ofSeconds(10));
        assertThat(budget.next(1)).isEqualTo(Duration.ofSeconds(25));
        pass(Duration.ofSeconds(45));
        assertThat(budget.next(1)).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void severalParts_getAsMuchTogether() {
        Budget budget = new Budget(Duration.ofSeconds(60), 6, now::get);
        assertThat(budget.next(4)).isEqualTo(Duration.ofSeconds(40));
        pass(Duration.ofSeconds(40));
        assertThat(budget.next(1)).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void generousPart_takesInAdvanceWhatTheOthersMayLeave() {
        Budget budget = new Budget(Duration.ofSeconds(60), 6, now::get);
        assertThat(budget.generous(1, 3)).isEqualTo(Duration.ofSeconds(30));
        pass(Duration.ofSeconds(30));
        assertThat(budget.generous(1, 3)).isEqualTo(Duration.ofSeconds(18));
        assertThat(budget.generous(4, 3)).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void beyondAShare_isAsMuchAgainIfLaterPartsHaveIt() {
        Budget budget = new Budget(Duration.ofSeconds(60), 5, now::get);
        assertThat(budget.beyond(budget.next(1))).isEqualTo(Duration.ofSeconds(12));
        assertThat(budget.beyond(budget.next(3))).isEqualTo(Duration.ofSeconds(15));
        assertThat(budget.beyond(budget.next(1))).isEqualTo(Duration.ZERO);
    }

    @Test
    void skippedParts_leaveTheirTime() {
        Budget budget = new Budget(Duration.ofSeconds(60), 6, now::get);
        budget.skip(4);
        assertThat(budget.next(1)).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void overspentBudget_leavesNothingRatherThanLess() {
        Budget budget = new Budget(Duration.ofSeconds(1), 2, now::get);
        budget.next(1);
        pass(Duration.ofSeconds(2));
        assertThat(budget.next(1)).isEqualTo(Duration.ZERO);
    }
}
