package kmemcg.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import kmemcg.campaign.Check.Result;
import kmemcg.campaign.Quarry;
import kmemcg.design.Catalogue;
import kmemcg.engine.Verdict;
import kmemcg.engine.Verdict.Outcome;
import kmemcg.engine.Violation;
import kmemcg.machine.Finding;
import kmemcg.machine.Invariant;
import org.junit.jupiter.api.Test;

class GithubActionsTest {
    private static final Quarry BUG =
            Quarry.of(Catalogue.bug("stock-lock-recursion").orElseThrow());

    private static Result result(Outcome outcome, String note) {
        Verdict verdict = new Verdict("explorer", outcome, 7, "programs", Duration.ofMillis(1_500), null, note);
        return new Result(BUG.subject(), verdict, null);
    }

    private static Result violated(String message) {
        Violation violation = new Violation(
                BUG.scenario(), List.of(new Finding(Invariant.PROGRESS, "deadlock", message)), List.of("| T1 | T2"));
        Verdict verdict =
                new Verdict("lincheck", Outcome.VIOLATED, 1_234, "programs", Duration.ofSeconds(2), violation, "");
        return new Result(BUG.subject(), verdict, Path.of("results/x.txt"));
    }

    @Test
    void annotation_isOneCommandALine_whateverTheMessageSays() {
        String text = GithubActions.annotations(List.of(
                result(Outcome.HOLDS, "seed 1"),
                result(Outcome.BOUNDED, "too little"),
                violated("50 %\r\n::error::x")));
        assertThat(text).isEqualTo("""
                ::notice title=stock-lock-recursion%2C explorer%3A BOUNDED::too little
                ::error file=model/src/main/java/kmemcg/design/objcg/bugs/StockLockRecursion.java,title=stock-lock-recursion%2C lincheck%3A VIOLATED::PROGRESS: deadlock: 50 %25%0D%0A::error::x
                """);
    }

    @Test
    void summary_hasVerdictTableAndCounterexample() {
        String text = GithubActions.summary(List.of(result(Outcome.HOLDS, "a | <b>"), violated("waits")));
        assertThat(text)
                .startsWith("## kmemcg: VIOLATED\n")
                .contains("| stock-lock-recursion | explorer | HOLDS | 7 programs | 1.5 s | a \\| &lt;b> |\n")
                .contains("| stock-lock-recursion | lincheck | VIOLATED | 1,234 programs | 2.0 s |  |\n")
                .contains("    PROGRESS: deadlock: waits\n")
                .contains("    design  objcg\n")
                .contains("    | T1 | T2\n")
                .contains("    repeat with: kmemcg replay results/x.txt\n");
    }
}
