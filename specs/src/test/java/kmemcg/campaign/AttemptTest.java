package kmemcg.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import kmemcg.campaign.Fakes.FakeEngine;
import kmemcg.engine.Engine;
import kmemcg.engine.Monitor;
import kmemcg.engine.Search;
import kmemcg.engine.Verdict;
import kmemcg.engine.Verdict.Outcome;
import kmemcg.machine.Invariant;
import org.junit.jupiter.api.Test;

/** What an engine answers is not believed blindly. */
class AttemptTest {
    private static Verdict attempt(Engine engine) {
        return attempt(engine, Search.generated(1, 1.0, Duration.ofSeconds(1)));
    }

    private static Verdict attempt(Engine engine, Search search) {
        return Attempt.run(engine, Inventory.subject(Fakes.inventory().designs().get(0)), search);
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
    void searchThatWasToEnd_isBoundedUnlessItFoundSomething() {
        Search search = Search.generated(1, 1.0, Duration.ofSeconds(1)).watchedBy(new Monitor(() -> true));
        assertThat(attempt(Fakes.always(Fakes.holds("races", 7)), search))
                .returns(Outcome.BOUNDED, Verdict::outcome)
                .returns("interrupted", Verdict::note)
                .returns(7L, Verdict::tries);
        assertThat(attempt(Fakes.always(Fakes.bounded("races")), search).note())
                .isEqualTo("interrupted; only 3 of 100 programs in time");
        assertThat(attempt(Fakes.always(Fakes.breaks("races", Invariant.BOUNDS)), search)
                        .outcome())
                .isEqualTo(Outcome.VIOLATED);
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
