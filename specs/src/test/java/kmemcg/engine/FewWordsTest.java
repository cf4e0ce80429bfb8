package kmemcg.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import kmemcg.design.Catalogue;
import kmemcg.engine.Subject.Build;
import kmemcg.engine.Verdict.Outcome;
import kmemcg.engine.explorer.ExplorerEngine;
import kmemcg.engine.lincheck.LincheckEngine;
import kmemcg.engine.lincheck.StressEngine;
import kmemcg.engine.sequences.SequencesEngine;
import kmemcg.machine.Invariant;
import kmemcg.program.Program;
import kmemcg.program.ProgramParser;
import kmemcg.property.promises.Promises;
import kmemcg.toy.ToyBugs;
import kmemcg.toy.ToyGroups;
import kmemcg.toy.ToyPages;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Designs of a few words under every engine: whatever stands above the designs must not ask for more than they have. Effort and
 * seeds are fixed, so each test always finds what it looks for or never does; but for the stress engine, whose bug shows in every run.
 */
class FewWordsTest {
    private static final Duration LONG = Duration.ofMinutes(5);
    private static final double LITTLE = 0.02;

    private static final Program ROOM_FOR_ONE = ProgramParser.parse("room for one", """
            design  toypages
            world   C < root limit 1 page, cache dentry 192, cpus 2
            T1      cpu0 in C: a = alloc dentry
            T2      cpu1 in C: b = alloc dentry
            """);

    private static final Program ONE_FREED = ProgramParser.parse("one freed", """
            design  toypages
            world   C < root, cache dentry 192, cpus 2
            T1      cpu0 in C: a = alloc dentry ; free a
            T2      cpu1:      usage C
            """);

    static Stream<Engine> engines() {
        return Stream.of(new SequencesEngine(), new ExplorerEngine(), new LincheckEngine(), new StressEngine());
    }

    static Stream<Arguments> enginesAndToys() {
        return engines()
                .flatMap(engine -> Stream.of(
                        Arguments.of(engine.name(), engine, pages(ToyPages::new)),
                        Arguments.of(engine.name(), engine, new Subject("toygroups", "toygroups", ToyGroups::new))));
    }

    @ParameterizedTest(name = "{0}, {2}")
    @MethodSource("enginesAndToys")
    void correctToy_holds(String name, Engine engine, Subject toy) {
        Verdict verdict = engine.check(toy, Search.generated(1, LITTLE, LONG));
        assertThat(verdict.outcome()).as("%s", verdict).isEqualTo(Outcome.HOLDS);
        assertThat(verdict.tries()).isPositive();
    }

    @Test
    void withoutReferenceModel_sequencesSayWhoJudgesAnswers() {
        Verdict verdict = new SequencesEngine().check(pages(ToyPages::new), Search.generated(1, LITTLE, LONG));
        assertThat(verdict.note()).contains("judged by the contract only");
        Verdict modelled = new SequencesEngine()
                .check(
                        new Subject(
                                "objcg",
                                "objcg",
                                Catalogue.design("objcg").orElseThrow().factory()::boot),
                        Search.generated(1, LITTLE, LONG));
        assertThat(modelled.note()).doesNotContain("contract");
    }

    @ParameterizedTest
    @MethodSource("engines")
    void forgottenUncharge_breaksConservation(Engine engine) {
        Verdict verdict = engine.check(pages(ToyBugs.ForgetsUncharge::new), Search.again(ONE_FREED, 1, LONG));
        assertBroken(verdict, Invariant.CONSERVATION);
    }

    @ParameterizedTest
    @MethodSource("engines")
    void forgottenLimit_breaksBounds(Engine engine) {
        Verdict verdict = engine.check(pages(ToyBugs.ForgetsLimit::new), Search.again(ROOM_FOR_ONE, 1, LONG));
        assertBroken(verdict, Invariant.BOUNDS);
    }

    @Test
    void raceForTheLastPage_breaksBoundsWhereOperationsOverlap() {
        Subject racy = pages(ToyBugs.LooksThenCharges::new);
        Search search = Search.again(ROOM_FOR_ONE, 1, LONG);
        assertThat(new SequencesEngine().check(racy, search).outcome()).isEqualTo(Outcome.HOLDS);
        assertBroken(new ExplorerEngine().check(racy, search), Invariant.BOUNDS);
        assertBroken(new LincheckEngine().check(racy, search), Invariant.BOUNDS);
    }

    @Test
    void generatedPrograms_findTheForgottenUncharge() {
        List<Engine> engines = List.of(new SequencesEngine(), new ExplorerEngine(), new LincheckEngine());
        for (Engine engine : engines) {
            Verdict verdict = engine.check(pages(ToyBugs.ForgetsUncharge::new), Search.generated(1, LITTLE, LONG));
            assertBroken(verdict, Invariant.CONSERVATION);
        }
    }

    @Test
    void everyDesignOfTheCatalogue_hasPromises() {
        assertThat(Catalogue.designs())
                .allSatisfy(
                        entry -> assertThat(Promises.of(entry.name()).design()).isEqualTo(entry.name()));
    }

    private static void assertBroken(Verdict verdict, Invariant invariant) {
        assertThat(verdict.outcome()).as("%s", verdict).isEqualTo(Outcome.VIOLATED);
        Violation violation = Objects.requireNonNull(verdict.violation(), verdict.note());
        assertThat(violation.broken()).as("%s", violation).contains(invariant);
    }

    private static Subject pages(Build build) {
        return new Subject("toypages", "toypages", build);
    }
}
