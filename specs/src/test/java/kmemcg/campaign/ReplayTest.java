package kmemcg.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import kmemcg.campaign.Fakes.FakeRetracer;
import kmemcg.campaign.Repetition.Kind;
import kmemcg.counterexample.Counterexample;
import kmemcg.counterexample.Samples;
import kmemcg.design.DesignEntry;
import kmemcg.design.KmemDesign;
import kmemcg.design.Verb;
import kmemcg.engine.Engine;
import kmemcg.engine.Engines;
import kmemcg.engine.Retraced;
import kmemcg.engine.Violation;
import kmemcg.engine.Walks;
import kmemcg.explore.Difference;
import kmemcg.explore.Followed;
import kmemcg.explore.MemoryModel;
import kmemcg.explore.RecordedStep;
import kmemcg.machine.Finding;
import kmemcg.machine.Invariant;
import kmemcg.machine.Machine;
import kmemcg.memcg.Geometry;
import kmemcg.toy.ToyPages;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayTest {
    private static final String OWN = "; if it is a class of your own, name it with --classpath and --design";

    private static Counterexample counterexample(String bug, String engine) {
        return new Counterexample(bug, engine, 5, Fakes.violation(Invariant.BOUNDS));
    }

    private static Repetition replay(Engine engine) {
        return new Replay(Fakes.inventory(), Engines.of(engine), Fakes.NOBODY)
                .of(counterexample("bug-a", engine.name()));
    }

    @Test
    void sameInvariant_stillFails() {
        assertThat(replay(Fakes.always(Fakes.breaks("lincheck", Invariant.BOUNDS))))
                .isEqualTo(new Repetition(Kind.STILL_FAILS, "breaks BOUNDS"));
    }

    @Test
    void programAndSeed_areThoseOfTheFile() {
        Engine engine = new Fakes.FakeEngine("lincheck", (subject, search) -> {
            assertThat(subject.name()).isEqualTo("bug-a");
            assertThat(search.seed()).isEqualTo(5);
            assertThat(search.fixed()).containsExactly(Samples.program());
            return Fakes.breaks("lincheck", Invariant.BOUNDS);
        });
        assertThat(replay(engine).kind()).isEqualTo(Kind.STILL_FAILS);
    }

    /** A walk that does not fail any more need not be the same execution: then everything is looked at. */
    @Test
    void walk_isRepeatedAndThenEverythingElse() {
        Violation sc = Fakes.violation(Invariant.BOUNDS);
        Violation walked = new Violation(sc.program(), sc.findings(), sc.steps(), MemoryModel.SC, 77, List.of());
        List<Walks> asked = new ArrayList<>();
        Engine engine = new Fakes.FakeEngine("explorer", (subject, search) -> {
            asked.add(search.walks());
            return search.walks().count() == 1 ? Fakes.bounded("explorer") : Fakes.breaks("explorer", Invariant.BOUNDS);
        });
        Repetition repetition = new Replay(Fakes.inventory(), Engines.of(engine), Fakes.NOBODY)
                .of(new Counterexample("bug-a", "explorer", 5, walked));
        assertThat(repetition.kind()).isEqualTo(Kind.STILL_FAILS);
        assertThat(asked).containsExactly(new Walks(77, 1), Walks.NONE);
    }

    @Test
    void memoryModel_isThatOfTheFile() {
        Violation sc = Fakes.violation(Invariant.BOUNDS);
        Violation tso = new Violation(sc.program(), sc.findings(), sc.steps(), MemoryModel.TSO, 0, List.of());
        Engine engine = new Fakes.FakeEngine(
                "explorer",
                (subject, search) -> search.memory() == MemoryModel.TSO
                        ? Fakes.breaks("explorer", Invariant.BOUNDS)
                        : Fakes.holds("explorer", 1));
        Replay replay = new Replay(Fakes.inventory(), Engines.of(engine), Fakes.NOBODY);
        assertThat(replay.of(new Counterexample("bug-a", "explorer", 5, tso)).kind())
                .isEqualTo(Kind.STILL_FAILS);
        assertThat(replay.of(new Counterexample("bug-a", "explorer", 5, sc)).kind())
                .isEqualTo(Kind.NO_LONGER_FAILS);
    }

    @Test
    void otherInvariant_isStale() {
        assertThat(replay(Fakes.always(Fakes.breaks("lincheck", Invariant.PROGRESS))))
                .isEqualTo(new Repetition(Kind.STALE, "fails otherwise: breaks PROGRESS, not BOUNDS as recorded"));
    }

    @Test
    void nothingFound_noLongerFails() {
        assertThat(replay(Fakes.always(Fakes.holds("lincheck", 1))))
                .isEqualTo(new Repetition(Kind.NO_LONGER_FAILS, "lincheck found nothing"));
    }

    @Test
    void sameStepsAndSameInvariant_stillFails() {
        assertThat(retraced(null, true, Invariant.BOUNDS)).isEqualTo(new Repetition(Kind.STILL_FAILS, "breaks BOUNDS"));
        assertThat(retraced(DIFFERENCE, true, Invariant.BOUNDS).kind()).isEqualTo(Kind.STILL_FAILS);
    }

    @Test
    void sameStepsAndNothingWrong_noLongerFails() {
        assertThat(retraced(null, true))
                .isEqualTo(new Repetition(Kind.NO_LONGER_FAILS, "every step is as recorded, and nothing breaks"));
    }

    @Test
    void moreStepsAndNothingWrong_noLongerFails() {
        assertThat(retraced(DIFFERENCE, true))
                .isEqualTo(
                        new Repetition(
                                Kind.NO_LONGER_FAILS,
                                "nothing breaks; first difference at step 2: expected 'a 1 -> 2', the model now does 'smp_mb'"));
    }

    @Test
    void stepThatIsNoMore_isStaleThere() {
        assertThat(retraced(DIFFERENCE, false))
                .isEqualTo(new Repetition(Kind.STALE, "step 2: expected 'a 1 -> 2', the model now does 'smp_mb'"));
    }

    private static final Difference DIFFERENCE = new Difference(2, "a 1 -> 2", "smp_mb");

    private static Repetition retraced(@Nullable Difference difference, boolean toTheEnd, Invariant... broken) {
        List<Finding> findings = Stream.of(broken)
                .map(invariant -> new Finding(invariant, "kind", "message"))
                .toList();
        Engine engine =
                new FakeRetracer("explorer", new Retraced(new Followed(difference, toTheEnd), findings, List.of()));
        Violation bare = Fakes.violation(Invariant.BOUNDS);
        Violation then = new Violation(
                bare.program(),
                bare.findings(),
                bare.steps(),
                MemoryModel.SC,
                0,
                List.of(new RecordedStep("T1", "a 0 -> 1", false)));
        return new Replay(Fakes.inventory(), Engines.of(engine), Fakes.NOBODY)
                .of(new Counterexample("bug-a", "explorer", 5, then));
    }

    @Test
    void tooLittleTime_isUndecided() {
        assertThat(replay(Fakes.always(Fakes.bounded("lincheck"))).kind()).isEqualTo(Kind.UNDECIDED);
    }

    @Test
    void failedEngine_isToolError() {
        assertThat(replay(Fakes.broken("lincheck")).kind()).isEqualTo(Kind.TOOL_ERROR);
    }

    @Test
    void missingBugEngineDesign_areStale() {
        Engines engines = Engines.of(Fakes.always(Fakes.holds("lincheck", 1)));
        Replay replay = new Replay(Fakes.inventory(), engines, Fakes.NOBODY);
        assertThat(replay.of(counterexample("bug-z", "lincheck")).detail())
                .isEqualTo("the design objcg has no bug bug-z any more" + OWN);
        assertThat(replay.of(counterexample("bug-a", "explorer")).detail())
                .isEqualTo("there is no engine explorer any more");
        assertThat(new Replay(new Inventory(List.of(), List.of()), engines, Fakes.NOBODY)
                        .of(new Counterexample(
                                null,
                                "lincheck",
                                5,
                                counterexample("bug-a", "lincheck").violation())))
                .isEqualTo(new Repetition(Kind.STALE, "there is no design objcg any more" + OWN));
    }

    @Test
    void verbThatIsNoMore_isStaleAtItsOperation() {
        DesignEntry poor = new DesignEntry("objcg", "", List.of(), Set.of(Invariant.BOUNDS), ReplayTest::withoutFree);
        Replay replay = new Replay(
                new Inventory(List.of(poor), Fakes.inventory().bugs()),
                Engines.of(Fakes.always(Fakes.holds("lincheck", 1))),
                Fakes.NOBODY);
        assertThat(replay.of(counterexample("bug-a", "lincheck")))
                .isEqualTo(new Repetition(Kind.STALE, "T1, operation 2: the design objcg has no free any more"));
    }

    @Test
    void unreadableFile_isSaidAndNotThrown(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("x.txt"), "no counterexample");
        Repetition repetition = new Replay(Fakes.inventory(), Engines.of(), Fakes.NOBODY).of(file);
        assertThat(repetition.kind()).isEqualTo(Kind.UNREADABLE);
        assertThat(repetition.detail()).contains("x.txt:1:1");
    }

    private static KmemDesign withoutFree(Machine machine, Geometry geometry) {
        return new ToyPages(machine, geometry) {
            @Override
            public Set<Verb> vocabulary() {
                return Set.of(Verb.ALLOC, Verb.OFFLINE);
            }
        };
    }
}
