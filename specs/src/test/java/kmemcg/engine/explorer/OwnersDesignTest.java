package kmemcg.engine.explorer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import kmemcg.campaign.Inventory;
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

/** The engine on groups that own objects themselves: every execution of small programs holds, and each mistake fails in its own. */
final class OwnersDesignTest {
    private static final Subject DESIGN =
            Inventory.subject(Catalogue.design("owners-2014").orElseThrow());

    static List<HistoricalBug> bugs() {
        return Catalogue.bugsOf("owners-2014");
    }

    private static Verdict check(Subject subject, String text) {
        Search search = Search.directed(List.of(ProgramParser.parse("program", text)), 1, Duration.ofMinutes(2));
        return new ExplorerEngine().check(subject, search);
    }

    @ParameterizedTest
    @MethodSource("bugs")
    void mistake_failsInItsSmallestProgram_andTheDesignDoesNot(HistoricalBug bug) {
        Verdict broken = check(new Subject(bug.design(), bug.name(), bug.factory()::boot), bug.scenario());
        assertThat(broken.outcome()).as("%s", broken).isEqualTo(Outcome.VIOLATED);
        assertThat(Objects.requireNonNull(broken.violation()).broken()).isSubsetOf(bug.breaks());

        Verdict sound = check(DESIGN, bug.scenario());
        assertThat(sound.outcome()).as("%s", sound).isEqualTo(Outcome.HOLDS);
        assertThat(sound.note()).isEqualTo("1 of 1 programs to their end");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "T1 cpu0: free a / T2 cpu1: rmdir C                    | 765",
                "T1 cpu0: free a / T2 cpu1: free b                     | 4",
                "T1 cpu0: lru_add a / T2 cpu1: rmdir C                 | 108",
                "T1 cpu0: shrink P / T2 cpu1: rmdir C                  | 1008",
                "T1 cpu0: drain root / T2 cpu1: rmdir C                | 368",
            })
    void design_holdsInEveryExecution(String threads, long executions) {
        Verdict verdict = check(DESIGN, """
                design owners-2014
                world P < root, C < P, cache dentry 192 account, cpus 2
                before cpu0 in C: a = alloc dentry lru ; b = alloc dentry lru ; lru_add b ; attach root
                """ + threads.replace(" / ", "\n"));
        assertThat(verdict.outcome()).as("%s", verdict).isEqualTo(Outcome.HOLDS);
        assertThat(verdict.note()).isEqualTo("1 of 1 programs to their end");
        assertThat(verdict.tries()).isEqualTo(executions);
    }
}
