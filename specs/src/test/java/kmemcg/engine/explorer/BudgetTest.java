package kmemcg.engine.explorer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import kmemcg.engine.Search;
import kmemcg.engine.Subject;
import kmemcg.engine.Verdict;
import kmemcg.engine.Verdict.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Is the time kept? By a clock that goes on by a quarter of a millisecond whenever somebody looks at it. */
final class BudgetTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    /** Has more executions than there is time for. */
    private static final long ENDLESS = 2_023;

    private static LongSupplier clock() {
        AtomicLong now = new AtomicLong();
        return () -> now.addAndGet(Duration.ofNanos(250_000).toNanos());
    }

    private static Verdict check(Subject subject, Search search, int workers) {
        Verdict verdict = new Hunt(subject, search, workers, clock()).run();
        assertThat(verdict.elapsed()).isBetween(SECOND, Duration.ofMillis(1_100));
        return verdict;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void programThatNeverEnds_isBoundedWhenTimeIsUp(int workers) {
        Search search = Search.directed(List.of(Small.FAMILY.get(ENDLESS)), 1, SECOND);
        Verdict verdict = check(Small.DESIGN, search, workers);
        assertThat(verdict.outcome()).isEqualTo(Outcome.BOUNDED);
        assertThat(verdict.tries()).isBetween(1_001L, 4_000L);
        assertThat(verdict.note())
                .matches("0 of 1 programs to their end; stopped after [0-9,]+ executions, at most about"
                        + " [0-9.e-]+ % of those of the program");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void programsThatAreTooMany_areBoundedWhenTimeIsUp(int workers) {
        Verdict verdict = check(Small.DESIGN, Search.generated(1, 0.01, SECOND), workers);
        assertThat(verdict.outcome()).isEqualTo(Outcome.BOUNDED);
        assertThat(verdict.tries()).isBetween(500L, 4_000L);
        assertThat(verdict.note())
                .matches("seed 1, [0-9]+ of 5,573 programs to their end; stopped after [0-9]+ of 5,573 programs with at"
                        + " most 30 executions and 30 walks each");
    }

    @Test
    void shrinkingThatTakesTooLong_endsWithTheSmallestSoFar() {
        Search search = Search.directed(List.of(Small.FAMILY.get(ENDLESS)), 1, SECOND);
        Verdict verdict = check(Small.bug("objcg-charge-resurrects-css"), search, 1);
        assertThat(verdict.outcome()).isEqualTo(Outcome.VIOLATED);
        assertThat(verdict.tries()).isEqualTo(913);
        assertThat(verdict.note()).endsWith("not shrunk to the end: time was up");
    }

    @Test
    void noTime_isBounded() {
        Search search = Search.generated(1, 0.01, Duration.ZERO);
        Verdict verdict = new Hunt(Small.DESIGN, search, 2, clock()).run();
        assertThat(verdict.outcome()).isEqualTo(Outcome.BOUNDED);
        assertThat(verdict.tries()).isZero();
    }
}
