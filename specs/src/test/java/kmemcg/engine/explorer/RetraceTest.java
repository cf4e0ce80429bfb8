package kmemcg.engine.explorer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import kmemcg.engine.Retraced;
import kmemcg.engine.Search;
import kmemcg.engine.Subject;
import kmemcg.engine.Violation;
import kmemcg.explore.Access;
import kmemcg.explore.Access.Kind;
import kmemcg.explore.Difference;
import kmemcg.explore.Followed;
import kmemcg.explore.MemoryModel;
import kmemcg.explore.RecordedStep;
import kmemcg.explore.SourceLine;
import kmemcg.machine.Finding;
import kmemcg.program.Program;
import kmemcg.program.ProgramParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Counterexamples that are gone through again: on what they were found on, on the cure, and on a model that has changed. */
final class RetraceTest {
    private static final Duration LONG = Duration.ofMinutes(5);

    private static final Program REMOVAL =
            ProgramParser.parse("removal", "design objcg\nworld C < root, cpus 1\nT1 cpu0: rmdir C");

    private static Violation found(Subject subject, Program program, MemoryModel memory) {
        Search search = Search.again(program, 1, LONG).under(memory);
        return Objects.requireNonNull(
                new ExplorerEngine().check(subject, search).violation());
    }

    private static Retraced retraced(Subject subject, Violation then) {
        return new ExplorerEngine().retrace(subject, then);
    }

    @ParameterizedTest
    @CsvSource({
        "stock-lock-recursion,                131",
        "cpu-dead-keeps-obj-stock,            2018",
        "list-lru-memcg-uaf,                  2043",
        "remote-stock-double-read,            2709",
        "vector-published-between-two-reads,  4556",
    })
    void bug_failsAgainInEveryStepAsRecorded_andTheDesignDoesNot(String bug, long index) {
        Violation then = found(Small.bug(bug), Small.FAMILY.get(index), MemoryModel.SC);
        Retraced again = retraced(Small.bug(bug), then);
        assertThat(again.way()).isEqualTo(new Followed(null, true));
        assertThat(again.findings()).extracting(Finding::broken).containsAnyElementsOf(then.broken());
        assertThat(retraced(Small.DESIGN, then).findings()).isEmpty();
    }

    /** Under sequential consistency a cell holds what was written to it last, and the words of a step say what it does. */
    @Test
    void access_isWhatTheStepSays_andGoesOnFromTheLast() {
        Map<String, String> held = new HashMap<>();
        for (RecordedStep step : found(Small.bug("list-lru-memcg-uaf"), Small.FAMILY.get(2043), MemoryModel.SC)
                .recorded()) {
            Access access = step.access();
            if (access == null) {
                continue;
            }
            assertThat(access.before()).isEqualTo(held.getOrDefault(access.cell(), access.before()));
            held.put(access.cell(), access.after());
            String change = (access.isRead() ? access.before() + " " : "") + "-> " + access.after();
            assertThat(step.text())
                    .matches(text -> access.kind() == Kind.LOCK
                            ? text.contains(access.cell())
                            : text.equals(access.cell() + " " + (access.isWrite() ? change : "is " + access.before())));
        }
        assertThat(held).hasSizeGreaterThan(20);
    }

    /** What the machine does by itself, such as finding the group of a name, has none. */
    @Test
    void step_isSeenInTheLinesOfTheModel() {
        Violation then = found(Small.bug("list-lru-memcg-uaf"), Small.FAMILY.get(2043), MemoryModel.SC);
        List<RecordedStep> steps = then.recorded();
        assertThat(steps)
                .filteredOn(step -> step.thread().equals("T1") || step.thread().equals("T2"))
                .filteredOn(step -> step.lines().isEmpty())
                .extracting(RecordedStep::text)
                .containsOnly("takes inode C", "group C is memcg C", "gives back inode C", "ends");
        assertThat(steps)
                .flatExtracting(RecordedStep::lines)
                .extracting(SourceLine::type)
                .allMatch(type -> type.matches("kmemcg[.](design|lru|memcg|slab|sync)[.].*"));
        assertThat(steps)
                .filteredOn(step -> step.text().contains("kmemcg_id"))
                .flatExtracting(RecordedStep::lines)
                .extracting(SourceLine::file)
                .contains("ListLruMemcgUaf.java");
        assertThat(steps.get(steps.size() - 1).lines()).isNotEmpty();
    }

    /** A removed group's lists no longer go to its parent. */
    @Test
    void stepThatTheModelNoLongerDoes_isNamedWhereItWas() {
        Violation then = found(dying(false, false), REMOVAL, MemoryModel.SC);
        String text = "memcg C.kmemcg_id is 1";
        int removed = then.recorded().stream().map(RecordedStep::text).toList().indexOf(text) + 1;
        Followed way = retraced(dying(false, true), then).way();
        assertThat(way.toTheEnd()).isFalse();
        assertThat(way.difference()).isEqualTo(new Difference(removed, text, "takes percpu_charge_mutex"));
    }

    /** What comes only after the finding is not missed. */
    @Test
    void stepThatIsNotInTheRecord_makesNoDifference() {
        Violation then = found(dying(true, false), REMOVAL, MemoryModel.SC);
        Retraced now = retraced(dying(true, true), then);
        assertThat(now.way()).isEqualTo(new Followed(null, true));
        assertThat(now.findings()).extracting(Finding::broken).containsExactlyElementsOf(then.broken());
    }

    private static Subject dying(boolean early, boolean listsStay) {
        return Small.subject((machine, geometry) -> new Variants.Dying(machine, geometry, early, listsStay));
    }

    /** A store that is delayed has no place in a sequence of steps. */
    @Test
    void underTso_nothingIsRecorded() {
        assertThat(found(Small.bug("list-lru-memcg-uaf"), Small.FAMILY.get(2043), MemoryModel.TSO)
                        .recorded())
                .isEmpty();
    }
}
