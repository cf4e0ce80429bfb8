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

/** The engine on the two proposals of 2012: as intended they hold, as posted they fail. */
final class RfcDesignsTest {
    private static final Duration LONG = Duration.ofMinutes(2);

    static List<HistoricalBug> bugs() {
        return Stream.of("optin", "optout")
                .flatMap(design -> Catalogue.bugsOf(design).stream())
                .toList();
    }

    private static Verdict check(Subject subject, String text) {
        Search search = Search.directed(List.of(ProgramParser.parse("program", text)), 1, LONG);
        return new ExplorerEngine().check(subject, search);
    }

    private static Subject design(String name) {
        return new Subject(name, name, Catalogue.design(name).orElseThrow().factory()::boot);
    }

    @ParameterizedTest
    @MethodSource("bugs")
    void proposalAsPosted_failsInItsSmallestProgram_andAsIntendedDoesNot(HistoricalBug bug) {
        Verdict posted = check(new Subject(bug.design(), bug.name(), bug.factory()::boot), bug.scenario());
        assertThat(posted.outcome()).as("%s", posted).isEqualTo(Outcome.VIOLATED);
        assertThat(Objects.requireNonNull(posted.violation()).broken()).containsAnyElementsOf(bug.breaks());

        Verdict intended = check(design(bug.design()), bug.scenario());
        assertThat(intended.outcome()).as("%s", intended).isEqualTo(Outcome.HOLDS);
        assertThat(intended.note()).isEqualTo("1 of 1 programs to their end");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "optin         | T1 cpu0: free a / T2 cpu1: rmdir C                       | 21",
                "optin         | T1 cpu0: free a ; free b / T2 cpu1: rmdir C              | 90",
                "optin         | T1 cpu0 in C: x = alloc dentry / T2 cpu1: rmdir C        | 828",
                "optout        | T1 cpu0 in C: x = alloc file / T2 cpu1: rmdir C          | 492",
                "optout        | T1 cpu0: free a ; free b / T2 cpu1: rmdir C              | 45",
                "optout        | T1 cpu0 in C: x = alloc file atomic / T2 cpu1: rmdir C   | 684",
                "optout-parent | T1 cpu0: free a ; free b / T2 cpu1: rmdir C              | 45",
            })
    void design_holdsInEveryExecution(String design, String threads, long executions) {
        String traits = design.equals("optin") ? " account" : "";
        String world = "design %s\nworld P < root, C < P, cache dentry 4096%s, cache file 192%s, cpus 2\n"
                        .formatted(design, traits, traits)
                + "before cpu0 in C: a = alloc dentry ; b = alloc dentry ; attach root\n";
        Verdict verdict = check(design(design), world + threads.replace(" / ", "\n"));
        assertThat(verdict.outcome()).as("%s", verdict).isEqualTo(Outcome.HOLDS);
        assertThat(verdict.note()).isEqualTo("1 of 1 programs to their end");
        assertThat(verdict.tries()).isEqualTo(executions);
    }
}
