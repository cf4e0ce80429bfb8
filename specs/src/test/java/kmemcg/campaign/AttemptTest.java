package kmemcg.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import kmemcg.campaign.Fakes.FakeEngine;
import kmemcg.engine.Engine;
import kmemcg.engine.Search;
import kmemcg.engine.Verdict;
import kmemcg.engine.Verdict.Outcome;
import org.junit.jupiter.api.Test;

/** What an engine answers is not believed blindly. */
class AttemptTest {
    private static Verdict attempt(Engine engine) {
        return Attempt.run(
                engine,
                Inventory.subject(Fakes.inventory().designs().get(0)),
                Search.generated(1, 1.0, Duration.ofSeconds(1)));
    }

    @Test
    void exception_isToolErrorThatSaysWhere() {
        Verdict verdict = attempt(Fakes.broken("races"));
        assertThat(verdict.outcome()).isEqualTo(Outcome.TOOL_ERROR);
        assertThat(verdict.engine()).isEqualTo("races");
        assertThat(verdict.note()).contains("out of luck").contains("Fakes.java");
    }

    @Test
    void overflownStack_isToolError() {
        Engine engine = new FakeEngine("deep", (subject, search) -> {
            throw new StackOverflowError();
        });
        assertThat(attempt(engine).outcome()).isEqualTo(Outcome.TOOL_ERROR);
    }

    @Test
    void holdingWithoutATry_saysNothing() {
        Verdict verdict = attempt(Fakes.always(Fakes.holds("races", 0)));
        assertThat(verdict.outcome()).isEqualTo(Outcome.BOUNDED);
        assertThat(verdict.note()).isEqualTo("nothing was tried");
    }

    @Test
    void violationWithoutCounterexample_isToolError() {
        Verdict empty = new Verdict("races", Outcome.VIOLATED, 1, "samples", Duration.ZERO, null, "");
        assertThat(attempt(Fakes.always(empty)).outcome()).isEqualTo(Outcome.TOOL_ERROR);
    }
}
