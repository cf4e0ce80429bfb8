package kmemcg.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import kmemcg.campaign.Inventory;
import kmemcg.design.Catalogue;
import kmemcg.engine.explorer.ExplorerEngine;
import kmemcg.engine.sequences.SequencesEngine;
import kmemcg.explore.Access;
import kmemcg.explore.Access.Kind;
import kmemcg.explore.RecordedStep;
import kmemcg.program.Program;
import kmemcg.program.ProgramParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Of programs that run in sequence, every step can be looked at, whichever engine found them. */
final class WatchedStepsTest {
    private static final Program DEAD_CPU = ProgramParser.parse("dead CPU", """
            design  objcg
            world   C < root, cache dentry 1 account, cpus 2
            before  cpu1 in C: o = alloc dentry
            before  cpu0:      cpu_offline 1
            """);

    private static Violation found(Engine engine) {
        Subject subject =
                Inventory.subject(Catalogue.bug("cpu-dead-keeps-obj-stock").orElseThrow());
        Search search = Search.again(DEAD_CPU, 1, Duration.ofMinutes(1));
        return Objects.requireNonNull(engine.check(subject, search).violation());
    }

    private static Engine engine(String name) {
        return Engines.of(new ExplorerEngine(), new SequencesEngine())
                .find(name)
                .orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(strings = {"explorer", "sequences"})
    void operations_areFollowedByTheirSteps_andTheyByTheDrains(String name) {
        Violation violation = found(engine(name));
        List<RecordedStep> steps = violation.watched();
        assertThat(violation.recorded()).isEmpty();
        assertThat(steps).extracting(RecordedStep::thread).contains("before1", "before2", "drainer");
        assertThat(steps)
                .extracting(RecordedStep::text)
                .containsSubsequence("o = alloc dentry -> ok", "memcg C.memory.usage 0 -> 2", "cpu_offline 1 -> ok");
        assertThat(steps)
                .filteredOn(step -> step.text().startsWith("memcg "))
                .filteredOn(step -> step.thread().startsWith("before"))
                .hasSizeGreaterThan(5)
                .noneMatch(step -> step.lines().isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"explorer", "sequences"})
    void access_goesOnFromTheLast(String name) {
        Map<String, String> held = new HashMap<>();
        for (RecordedStep step : found(engine(name)).watched()) {
            Access access = step.access();
            if (access != null && access.kind() != Kind.BOOKKEEPING) {
                assertThat(access.before())
                        .as(step.text())
                        .isEqualTo(held.getOrDefault(access.cell(), access.before()));
                held.put(access.cell(), access.after());
            }
        }
        assertThat(held).hasSizeGreaterThan(20);
    }

    @Test
    void whatBothEnginesSee_isTheSame() {
        assertThat(changes("sequences")).isNotEmpty().isEqualTo(changes("explorer"));
    }

    /** What the program's own operations change; what counts for each CPU or thread, or takes a CPU away, differs from machine to machine. */
    private static List<String> changes(String engine) {
        return found(engine(engine)).watched().stream()
                .filter(step -> step.thread().startsWith("before"))
                .filter(step -> step.access() != null && step.access().isWrite())
                .filter(step -> Objects.requireNonNull(step.access()).kind() == Kind.NUMBER)
                .map(RecordedStep::text)
                .filter(text -> !text.contains("percpu") && !text.contains("cpus_gone"))
                .toList();
    }
}
