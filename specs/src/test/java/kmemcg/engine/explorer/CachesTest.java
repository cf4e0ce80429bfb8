package kmemcg.engine.explorer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import kmemcg.design.Catalogue;
import kmemcg.design.HistoricalBug;
import kmemcg.engine.Search;
import kmemcg.engine.Subject;
import kmemcg.engine.Verdict;
import kmemcg.engine.Verdict.Outcome;
import kmemcg.program.ProgramParser;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The engine on the designs with a cache for each group and kind, and on their bugs. */
final class CachesTest {
    private static final Duration LONG = Duration.ofMinutes(2);

    static List<HistoricalBug> bugs() {
        return Stream.of("dead-handshake", "dangling", "percache", "scalable", "reparent")
                .flatMap(design -> Catalogue.bugsOf(design).stream())
                .toList();
    }

    private static Verdict check(Subject subject, String text) {
        Search search = Search.directed(List.of(ProgramParser.parse("program", text)), 1, LONG);
        return new ExplorerEngine().check(subject, search);
    }

    @ParameterizedTest
    @MethodSource("bugs")
    void historicalBug_failsInItsSmallestProgram(HistoricalBug bug) {
        Verdict verdict = check(new Subject(bug.design(), bug.name(), bug.factory()::boot), bug.scenario());
        assertThat(verdict.outcome()).as("%s", verdict).isEqualTo(Outcome.VIOLATED);
        assertThat(Objects.requireNonNull(verdict.violation()).broken()).containsAnyElementsOf(bug.breaks());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "dead-handshake | T1 cpu0: free o / T2 cpu1: rmdir C                 | 40",
                "dead-handshake | T1 cpu0: destroy_cache dentry / T2 cpu1: rmdir C   | 33",
                "dead-handshake | T1 cpu0 in C: x = alloc dentry / T2 cpu1: rmdir C  | 3531",
                "dangling | T1 cpu0: shrink root / T2 cpu1: rmdir C                  | 21",
                "percache | T1 cpu0: free o / T2 cpu1: rmdir C                   | 35",
                "percache | T1 cpu0: destroy_cache dentry / T2 cpu1: rmdir C     | 15",
                "percache | T1 cpu0 in C: x = alloc dentry / T2 cpu1: mkdir D P  | 2",
                "scalable | T1 cpu0: destroy_cache dentry / T2 cpu1: rmdir C     | 59",
                "reparent | T1 cpu0: destroy_cache dentry / T2 cpu1: rmdir C     | 1570",
                "reparent | T1 cpu0: free o / T2 cpu1: rmdir C                   | 3876",
            })
    void design_holdsInEveryExecution(String design, String threads, long executions) {
        String world = "design %s\nworld P < root, C < P, cache dentry 4096 account, cpus 2\n".formatted(design)
                + "before cpu0 in C: w = alloc dentry ; settle ; o = alloc dentry ; free w ; attach root\n";
        Subject subject = new Subject(
                design, design, Catalogue.design(design).orElseThrow().factory()::boot);
        Verdict verdict = check(subject, world + threads.replace(" / ", "\n"));
        assertThat(verdict.outcome()).as("%s", verdict).isEqualTo(Outcome.HOLDS);
        assertThat(verdict.note()).isEqualTo("1 of 1 programs to their end");
        assertThat(verdict.tries()).isEqualTo(executions);
    }

    /** Pages that wait for a grace period are uncharged from a group that is there, whatever ends meanwhile. */
    @ParameterizedTest
    @CsvSource({"percache", "scalable", "reparent-2014"})
    void cacheWithPagesUnderRcu_andItsGroup_endTogether(String design) {
        String text = """
                design %s
                world C < root, cache dentry 4096 account typesafe, cpus 2
                before cpu0 in C: w = alloc dentry ; settle ; o = alloc dentry ; free o ; attach root
                T1 cpu0: rmdir C
                T2 cpu1: destroy_cache dentry
                """.formatted(design);
        Subject subject = new Subject(
                design, design, Catalogue.design(design).orElseThrow().factory()::boot);
        Verdict verdict = check(subject, text);
        assertThat(verdict.outcome()).as("%s", verdict).isEqualTo(Outcome.HOLDS);
        assertThat(verdict.note()).isEqualTo("1 of 1 programs to their end");
    }
}
