package kmemcg.engine.lincheck;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import kmemcg.design.Catalogue;
import kmemcg.design.HistoricalBug;
import kmemcg.engine.Search;
import kmemcg.engine.Subject;
import kmemcg.engine.Verdict;
import kmemcg.engine.Verdict.Outcome;
import kmemcg.engine.Violation;
import kmemcg.program.Program;
import kmemcg.program.ProgramParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The engine finds bugs whose smallest program it is given, with the invariant of their entry, and passes the design. */
class LincheckEngineTest {
    private static final Duration LONG = Duration.ofMinutes(5);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "root-charged-on-one-side-only",
                "list-lru-memcg-uaf",
                "drain-all-tryget-on-freed-memcg",
                "charge-after-offline-leak"
            })
    void racyBug_isFoundOnItsScenario(String name) {
        HistoricalBug bug = Catalogue.bug(name).orElseThrow();
        Subject subject = new Subject("objcg", name, bug.factory()::boot);
        Verdict verdict = new LincheckEngine().check(subject, Search.again(scenario(bug), 1, LONG));
        Violation violation = Objects.requireNonNull(verdict.violation(), verdict.note());
        assertThat(bug.breaks()).containsAnyElementsOf(violation.broken());
    }

    @Test
    void sameProgram_isFoundInTheSameNumberOfRuns() {
        HistoricalBug bug = Catalogue.bug("list-lru-memcg-uaf").orElseThrow();
        Subject subject = new Subject("objcg", bug.name(), bug.factory()::boot);
        Verdict once = check(subject, scenario(bug));
        Verdict again = check(subject, scenario(bug));
        assertThat(again.tries()).isEqualTo(once.tries());
        assertThat(again.violation()).isEqualTo(once.violation());
    }

    @Test
    void design_passesAFewGeneratedPrograms() {
        Subject design = new Subject(
                "objcg", "objcg", Catalogue.design("objcg").orElseThrow().factory()::boot);
        Verdict verdict = new LincheckEngine().check(design, Search.generated(1, 0.05, LONG));
        assertThat(verdict.outcome()).isEqualTo(Outcome.HOLDS);
        assertThat(verdict.tries()).isGreaterThan(100);
    }

    private static Program scenario(HistoricalBug bug) {
        return ProgramParser.parse(bug.name(), bug.scenario());
    }

    private static Verdict check(Subject subject, Program program) {
        return new LincheckEngine().check(subject, Search.directed(List.of(program), 1, LONG));
    }
}
