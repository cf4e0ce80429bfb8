package kmemcg.engine.sequences;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.stream.Collectors;
import kmemcg.design.Catalogue;
import kmemcg.design.HistoricalBug;
import kmemcg.design.objcg.ObjcgDesign;
import kmemcg.engine.Engine;
import kmemcg.engine.Search;
import kmemcg.engine.Subject;
import kmemcg.engine.Subject.Build;
import kmemcg.engine.Verdict;
import kmemcg.engine.Verdict.Outcome;
import kmemcg.engine.Violation;
import kmemcg.machine.Finding;
import kmemcg.machine.Invariant;
import kmemcg.program.Program;
import kmemcg.program.ProgramParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The engine on the correct design, on mutants and on historical bugs. Each seed is fixed, so a test either always finds what
 * it looks for or never does; the first failing program of these seeds is among the first 100.
 */
class SequencesEngineTest {
    private static final Duration LONG = Duration.ofMinutes(5);
    private static final double HUNDRED_PROGRAMS = 0.02;

    @Test
    void correctDesign_holdsInAllPlannedPrograms() {
        Verdict verdict = check(ObjcgDesign::new, HUNDRED_PROGRAMS);
        assertThat(verdict.outcome()).as("%s", verdict).isEqualTo(Outcome.HOLDS);
        assertThat(verdict.tries()).isEqualTo(100);
    }

    @Test
    void refillOffByOne_breaksConservation() {
        assertFound(Mutants.RefillOffByOne::new, Invariant.CONSERVATION);
    }

    @Test
    void unchargeDropped_breaksConservation() {
        assertFound(Mutants.UnchargeDropped::new, Invariant.CONSERVATION);
    }

    @Test
    void limitIgnored_breaksBounds() {
        assertFound(Mutants.LimitIgnored::new, Invariant.BOUNDS);
    }

    @Test
    void reparentedToRoot_breaksConservationOnTheWayAndOneCharge() {
        Violation violation = violation(Mutants.ReparentedToRoot::new);
        assertThat(violation.findings())
                .extracting(Finding::broken)
                .startsWith(Invariant.CONSERVATION)
                .contains(Invariant.ONE_CHARGE);
    }

    @Test
    void spliceMissing_breaksListMembership() {
        assertFound(Mutants.SpliceMissing::new, Invariant.LIST_MEMBERSHIP);
    }

    @Test
    void bitMissing_breaksReclaimReachability() {
        assertFound(Mutants.BitMissing::new, Invariant.RECLAIM_REACHABILITY);
    }

    @Test
    void freeForgotten_breaksReferences() {
        assertFound(Mutants.FreeForgotten::new, Invariant.REFERENCES);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "stock-lock-recursion",
                "limit-failure-turns-into-unaccounted",
                "cpu-dead-keeps-obj-stock",
                "reparent-target-not-in-counter-chain"
            })
    void historicalBug_isFoundWithoutItsScenario(String name) {
        HistoricalBug bug = Catalogue.bug(name).orElseThrow();
        Violation violation = violation(bug.factory()::boot);
        assertThat(bug.breaks()).containsAnyElementsOf(violation.broken());
        assertThat(violation.program().size()).isLessThanOrEqualTo(4);
    }

    @Test
    void shrunkProgram_stillFailsWhenGivenAgain() {
        Violation violation = violation(Mutants.UnchargeDropped::new);
        Subject subject = new Subject("objcg", "mutant", Mutants.UnchargeDropped::new);
        Search again = Search.directed(List.of(violation.program()), 1, LONG);
        Verdict verdict = new SequencesEngine().check(subject, again);
        assertThat(verdict.outcome()).isEqualTo(Outcome.VIOLATED);
        assertThat(verdict.violation()).isEqualTo(violation);
    }

    @Test
    void sameSeed_findsTheSameInTheSameNumberOfTries() {
        Verdict once = check(Mutants.SpliceMissing::new, 1);
        Verdict again = check(Mutants.SpliceMissing::new, 1);
        assertThat(again.tries()).isEqualTo(once.tries());
        assertThat(again.violation()).isEqualTo(once.violation());
    }

    @Test
    void givenThreads_runInEveryOrderOfWholeOperations() {
        Program program = ProgramParser.parse("threads", """
                design  objcg
                world   C < root, cache dentry 192 account
                T1      cpu0 in C: o = alloc dentry ; free o
                T2      cpu1:      offline C
                """);
        Subject subject = new Subject("objcg", "objcg", ObjcgDesign::new);
        Verdict verdict = new SequencesEngine().check(subject, Search.directed(List.of(program), 1, LONG));
        assertThat(verdict.outcome()).as("%s", verdict).isEqualTo(Outcome.HOLDS);
        assertThat(verdict.tries()).isEqualTo(3);
    }

    /** The owner's last reference is in a byte stock; its drain releases a page into the page stock just drained. */
    @Test
    void ownerThatEndsInADrain_leavesNoUsageAtTheEnd() {
        Program program = ProgramParser.parse("twice", """
                design  objcg
                world   C < root, cache dentry 192 account, cpus 2
                before  cpu1 in C: o = alloc dentry
                T1      cpu0:      free o ; cpu_offline 1 ; offline C
                finally usage root == 0
                """);
        Subject subject = new Subject("objcg", "objcg", ObjcgDesign::new);
        Verdict verdict = new SequencesEngine().check(subject, Search.directed(List.of(program), 1, LONG));
        assertThat(verdict.outcome()).as("%s", verdict).isEqualTo(Outcome.HOLDS);
    }

    @Test
    void expectationNotMet_isNotShrunk() {
        Program program = ProgramParser.parse("wrong", """
                design  objcg
                world   C < root, cache dentry 192 account
                T1      cpu0 in C: o = alloc dentry
                finally usage C == 0
                """);
        Subject subject = new Subject("objcg", "objcg", ObjcgDesign::new);
        Verdict verdict = new SequencesEngine().check(subject, Search.directed(List.of(program), 1, LONG));
        assertThat(violation(verdict).findings().get(0).kind()).isEqualTo("expectation not met");
        assertThat(violation(verdict).program()).isEqualTo(program);
    }

    @Test
    void noTime_isBounded() {
        Subject subject = new Subject("objcg", "objcg", ObjcgDesign::new);
        Verdict verdict = new SequencesEngine().check(subject, Search.generated(1, 1, Duration.ZERO));
        assertThat(verdict.outcome()).isEqualTo(Outcome.BOUNDED);
        assertThat(verdict.tries()).isZero();
    }

    @Test
    void designThatCannotBeBuilt_isToolError() {
        Build broken = (machine, geometry) -> {
            throw new UnsupportedOperationException("not there");
        };
        Verdict verdict = check(broken, 1);
        assertThat(verdict.outcome()).isEqualTo(Outcome.TOOL_ERROR);
        assertThat(verdict.note()).contains("not there");
    }

    @Test
    void engine_isInstalled() {
        Set<String> names = ServiceLoader.load(Engine.class).stream()
                .map(provider -> provider.get().name())
                .collect(Collectors.toSet());
        assertThat(names).contains("sequences");
    }

    private static void assertFound(Build mutant, Invariant broken) {
        Violation violation = violation(mutant);
        assertThat(violation.findings().get(0).broken()).as("%s", violation).isEqualTo(broken);
        assertThat(violation.program().size()).as("%s", violation).isLessThanOrEqualTo(4);
    }

    private static Violation violation(Build build) {
        return violation(check(build, HUNDRED_PROGRAMS));
    }

    private static Violation violation(Verdict verdict) {
        assertThat(verdict.outcome()).as("%s", verdict).isEqualTo(Outcome.VIOLATED);
        return Objects.requireNonNull(verdict.violation());
    }

    private static Verdict check(Build build, double effort) {
        return new SequencesEngine().check(new Subject("objcg", "subject", build), Search.generated(7, effort, LONG));
    }
}
