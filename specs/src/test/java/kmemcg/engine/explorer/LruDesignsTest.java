package kmemcg.engine.explorer;

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
import kmemcg.program.Program;
import kmemcg.program.ProgramParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The races of pages on LRU lists, every execution of each: the designs survive them, their bugs do not. */
final class LruDesignsTest {
    private static final Duration LONG = Duration.ofMinutes(5);

    private static Verdict check(Subject subject, String text) {
        Program program = ProgramParser.parse("lru", text);
        return new ExplorerEngine().check(subject, Search.directed(List.of(program), 1, LONG));
    }

    private static Subject design(String name) {
        return new Subject(name, name, Catalogue.design(name).orElseThrow().factory()::boot);
    }

    private static Verdict check(String design, String before, String one, String other) {
        return check(design(design), """
                design  %s
                world   C < root, cpus 2
                before  cpu0 in C: %s
                T1      cpu0:      %s
                T2      cpu1 in C: %s
                """.formatted(design, before, one, other));
    }

    @ParameterizedTest
    @CsvSource({
        "naturalized, reclaim root 9, unmap p",
        "naturalized, reclaim root 9, charge p",
        "naturalized, reclaim C 1,    reclaim root 1",
        "naturalized, charge p,       charge p",
        "naturalized, limit C 0,      q = page",
        "shadow,      reclaim root 9, unmap p",
        "shadow,      reclaim root 9, charge p",
        "shadow,      reclaim C 1,    reclaim root 1",
        "shadow,      charge p,       charge p",
        "shadow,      limit C 0,      q = page",
    })
    void pageThatTwoWant_isAccountedOnce(String design, String one, String other) {
        for (String before : List.of("p = page", "p = page noaccount")) {
            Verdict verdict = check(design, before, one, other);
            assertThat(verdict.outcome()).as("%s", verdict).isEqualTo(Outcome.HOLDS);
            assertThat(verdict.note()).isEqualTo("1 of 1 programs to their end");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "naturalized, p = page,           unmap p",
        "naturalized, p = page noaccount, charge p ; attach root",
        "shadow,      p = page,           unmap p",
        "shadow,      p = page noaccount, charge p ; attach root",
    })
    void offline_leavesNoPageBehind(String design, String before, String other) {
        Verdict verdict = check(design, before + " ; attach root", "offline C", other);
        assertThat(verdict.outcome()).as("%s", verdict).isEqualTo(Outcome.HOLDS);
        assertThat(verdict.tries()).isGreaterThan(100);
    }

    @ParameterizedTest
    @ValueSource(strings = {"naturalized", "shadow"})
    void everyBug_isFoundInItsScenario(String design) {
        for (HistoricalBug bug : Catalogue.bugsOf(design)) {
            Verdict verdict = check(new Subject(design, bug.name(), bug.factory()::boot), bug.scenario());
            assertThat(verdict.outcome()).as("%s: %s", bug.name(), verdict).isEqualTo(Outcome.VIOLATED);
            assertThat(Objects.requireNonNull(verdict.violation()).broken())
                    .as(bug.name())
                    .containsAnyElementsOf(bug.breaks());
        }
    }

    @Test
    void walker_thatHoldsNoReferenceOnThePosition_survivesItsRelease() {
        Verdict verdict = check(design("naturalized"), """
                design  naturalized
                world   C < root, cpus 2
                before  cpu0: reclaim root 0 ; reclaim root 0
                T1      cpu0: reclaim root 0
                T2      cpu1: rmdir C
                """);
        assertThat(verdict.outcome()).as("%s", verdict).isEqualTo(Outcome.HOLDS);
        assertThat(verdict.note()).isEqualTo("1 of 1 programs to their end");
    }
}
