package kmemcg.engine.explorer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.LongStream;
import kmemcg.engine.Search;
import kmemcg.engine.Subject;
import kmemcg.engine.Verdict;
import kmemcg.engine.Verdict.Outcome;
import kmemcg.engine.Violation;
import kmemcg.engine.Walks;
import kmemcg.explore.MemoryModel;
import kmemcg.explore.NondeterminismException;
import kmemcg.program.Program;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Verdict, counts and counterexample are the same whatever the number of workers. */
final class WorkersAgreeTest {
    private static final Duration LONG = Duration.ofMinutes(5);

    private static Verdict check(Subject subject, Search search, int workers) {
        return new Hunt(subject, search, workers, System::nanoTime).run();
    }

    private static Pass pass(Subject subject, int workers, long from, long to, long most) {
        return new Pass(
                new Attempts(subject, MemoryModel.SC, workers, wrong -> true, () -> false, new Tally()),
                programs(from, to),
                new Sample(most, 1, Walks.NONE));
    }

    private static long executions(List<Attempt> attempts) {
        return attempts.stream().mapToLong(Attempt::executions).sum();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void programsOfTheDesign_areAllSeenOnce(int workers) {
        List<Attempt> attempts = pass(Small.DESIGN, workers, 2_000, 2_200, 30).run();
        assertThat(attempts).extracting(Attempt::program).containsExactlyElementsOf(programs(2_000, 2_200));
        assertThat(attempts).noneMatch(Attempt::isFailure);
        assertThat(attempts).filteredOn(Attempt::isExhausted).hasSize(67);
        assertThat(executions(attempts)).isEqualTo(4_813);
    }

    private static List<Program> programs(long from, long to) {
        return LongStream.range(from, to).mapToObj(Small.FAMILY::get).toList();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void passThatFails_endsAtTheFirstFailureInOrder(int workers) {
        List<Attempt> attempts =
                pass(Small.bug("list-lru-memcg-uaf"), workers, 2_000, 2_200, 30).run();
        assertThat(attempts).hasSize(44);
        assertThat(attempts).filteredOn(Attempt::isFailure).containsExactly(attempts.get(43));
        assertThat(executions(attempts)).isEqualTo(676);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void mistakeOfTheModel_isThatOfTheFirstProgramInOrder(int workers) {
        Pass pass = pass(Small.subject(Variants.Fickle::new), workers, 2_000, 2_200, 30);
        assertThatThrownBy(pass::run)
                .isInstanceOf(NondeterminismException.class)
                .hasMessageContaining("now asks for READ_ONCE later");
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void undirectedSearch_findsTheSame(int workers) {
        Search search = Search.generated(1, 0.01, LONG);
        Subject bug = Small.bug("stock-lock-recursion");
        assertSame(check(bug, search, 1), check(bug, search, workers));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void largeProgram_hasTheSameExecutions(int workers) {
        Verdict verdict = check(Small.DESIGN, Search.directed(programs(14, 15), 1, LONG), workers);
        assertThat(verdict.outcome()).isEqualTo(Outcome.HOLDS);
        assertThat(verdict.tries()).isEqualTo(624);
        assertThat(verdict.note()).isEqualTo("1 of 1 programs to their end");
    }

    /** It fails so late that several workers have begun to share it. */
    @Test
    void largeProgramThatFails_failsInTheSameExecution() {
        Subject bug = Small.bug("child-objcg-returned-for-root");
        Search search = Search.again(Small.FAMILY.get(2_032), 1, LONG);
        Verdict alone = check(bug, search, 1);
        assertThat(alone.tries()).isEqualTo(1_456);
        assertSame(alone, check(bug, search, 2));
        assertSame(alone, check(bug, search, 3));
    }

    private static void assertSame(Verdict one, Verdict other) {
        Violation violation = Objects.requireNonNull(one.violation(), one.note());
        assertThat(other.violation()).isEqualTo(violation);
        assertThat(other.tries()).isEqualTo(one.tries());
        assertThat(other.note()).isEqualTo(one.note());
    }
}
