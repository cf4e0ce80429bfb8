package kmemcg.engine.explorer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import kmemcg.engine.Search;
import kmemcg.engine.Subject;
import kmemcg.engine.Verdict;
import kmemcg.engine.Verdict.Outcome;
import kmemcg.engine.Violation;
import kmemcg.engine.Walks;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random walks as a search: judged like all executions, repeatable, and honest about what they are worth. */
final class WalksTest {
    private static final Duration LONG = Duration.ofMinutes(5);
    private static final Subject BUG = Small.bug("list-lru-memcg-uaf");
    private static final Search SEARCH = Search.directed(List.of(Small.FAMILY.get(2_043)), 1, LONG);

    private static Verdict check(Subject subject, Search search, int workers) {
        return new Hunt(subject, search, workers, System::nanoTime).run();
    }

    private static Violation violation(Verdict verdict) {
        assertThat(verdict.outcome()).as("%s", verdict).isEqualTo(Outcome.VIOLATED);
        return Objects.requireNonNull(verdict.violation());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void walksThatFindNothing_areBoundedAndSayTheirOdds(int workers) {
        Verdict verdict = check(Small.DESIGN, SEARCH.by(new Walks(1, 200)), workers);
        assertThat(verdict.outcome()).isEqualTo(Outcome.BOUNDED);
        assertThat(verdict.note())
                .isEqualTo("seed 1, 200 walks came to 200 executions; the least likely of them"
                        + " comes at least once in 512 walks, and with 95 % in 1,533");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void bug_isFoundByTheSameWalk(int workers) {
        Search search = Search.again(Small.FAMILY.get(2_043), 1, LONG).by(new Walks(1, 200));
        Verdict verdict = check(BUG, search, workers);
        Violation violation = violation(verdict);
        assertThat(verdict.note()).isEqualTo("seed 1, walk 3");
        assertThat(violation.walk()).isEqualTo(3);
        assertThat(violation.steps()).contains("broken: " + violation.findings().get(0));
    }

    @Test
    void walkThatFailedAndWasShrunk_failsAlone() {
        Violation violation = violation(check(BUG, SEARCH.by(new Walks(1, 200)), 1));
        Search again = Search.again(violation.program(), 1, LONG).by(new Walks(violation.walk(), 1));
        assertThat(violation(check(BUG, again, 1))).isEqualTo(violation);
    }
}
