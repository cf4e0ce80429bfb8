package kmemcg.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import kmemcg.campaign.Trail.Stage;
import kmemcg.counterexample.CounterexampleFolder;
import kmemcg.engine.Engine;
import kmemcg.engine.Verdict.Outcome;
import kmemcg.engine.Walks;
import kmemcg.explore.MemoryModel;
import kmemcg.machine.Invariant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HuntTest {
    private static final Settings SETTINGS = new Settings(1, 1.0, Duration.ofSeconds(10), MemoryModel.SC, Walks.NONE);

    @TempDir
    private Path folder = Path.of("");

    private final List<String> begun = new ArrayList<>();

    /** When so many searches have begun, the hunt is to end. */
    private int mostSearches = Integer.MAX_VALUE;

    private Trail hunt(Thoroughness thoroughness, Engine... engines) {
        Watcher watcher = new Fakes.FakeWatcher(begun, () -> begun.size() >= mostSearches);
        Quarry bug = Quarry.of(Fakes.inventory().bugs().get(0));
        Hunt hunt = new Hunt(SETTINGS, new CounterexampleFolder(folder), watcher, thoroughness);
        return hunt.run(List.of(bug), List.of(engines)).get(0);
    }

    private List<String> files() throws Exception {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }

    @Test
    void interruptedHunt_isBoundedAndBeginsNothingMore() throws Exception {
        mostSearches = 1;
        Trail trail = hunt(
                Thoroughness.UNTIL_FOUND_BOTH_WAYS,
                Fakes.always(Fakes.holds("sequences", 9)),
                Fakes.always(Fakes.breaks("lincheck", Invariant.ONE_CHARGE)));
        assertThat(begun).containsExactly("sequences");
        assertThat(trail.outcome()).isEqualTo(Outcome.BOUNDED);
        assertThat(trail.trials())
                .extracting(trial -> trial.verdict().note())
                .containsExactly(
                        "interrupted",
                        "interrupted before it began",
                        "interrupted before it began",
                        "interrupted before it began");
        assertThat(files()).isEmpty();
    }

    @Test
    void foundUndirected_endsTheHunt() throws Exception {
        Trail trail = hunt(
                Thoroughness.UNTIL_FOUND,
                Fakes.always(Fakes.holds("sequences", 9)),
                Fakes.always(Fakes.breaks("lincheck", Invariant.ONE_CHARGE)),
                Fakes.always(Fakes.holds("races", 9)));
        assertThat(begun).containsExactly("sequences", "lincheck");
        assertThat(trail.isFound(Stage.UNDIRECTED)).isTrue();
        assertThat(trail.outcome()).isEqualTo(Outcome.HOLDS);
        assertThat(trail.elapsedUntil(trail.catches().get(0))).isEqualTo(Duration.ofMillis(1_750));
        assertThat(files()).containsExactly("bug-a-lincheck.txt");
    }

    @Test
    void foundWithTheScenarioOnly_isDirected() throws Exception {
        Trail trail = hunt(
                Thoroughness.UNTIL_FOUND,
                Fakes.always(Fakes.holds("sequences", 9)),
                Fakes.onlyDirected(Fakes.breaks("lincheck", Invariant.BOUNDS)));
        assertThat(begun).containsExactly("sequences", "lincheck", "sequences", "lincheck");
        assertThat(trail.isFound(Stage.UNDIRECTED)).isFalse();
        assertThat(trail.isFound(Stage.DIRECTED)).isTrue();
        assertThat(trail.outcome()).isEqualTo(Outcome.HOLDS);
        assertThat(files()).containsExactly("directed/bug-a-lincheck.txt");
    }

    @Test
    void foundUndirected_isTriedWithTheScenarioTooWhenAsked() throws Exception {
        Trail trail =
                hunt(Thoroughness.UNTIL_FOUND_BOTH_WAYS, Fakes.always(Fakes.breaks("lincheck", Invariant.BOUNDS)));
        assertThat(trail.catches()).hasSize(2);
        assertThat(files()).containsExactly("bug-a-lincheck.txt", "directed/bug-a-lincheck.txt");
    }

    @Test
    void everyEngine_triesTheBugBothWays() throws Exception {
        Trail trail = hunt(
                Thoroughness.EVERY_ENGINE,
                Fakes.always(Fakes.breaks("sequences", Invariant.BOUNDS)),
                Fakes.onlyDirected(Fakes.breaks("lincheck", Invariant.ONE_CHARGE)));
        assertThat(begun).containsExactly("sequences", "lincheck", "sequences", "lincheck");
        assertThat(trail.trials()).extracting(trail::isCatch).containsExactly(true, false, true, true);
    }

    @Test
    void tooFewFoundUndirected_isAViolation() {
        Trail undirected = hunt(Thoroughness.UNTIL_FOUND, Fakes.always(Fakes.breaks("lincheck", Invariant.BOUNDS)));
        Trail directed = hunt(Thoroughness.UNTIL_FOUND, Fakes.onlyDirected(Fakes.breaks("lincheck", Invariant.BOUNDS)));
        assertThat(Hunt.outcome(List.of(undirected, directed))).isEqualTo(Outcome.HOLDS);
        assertThat(Hunt.outcome(List.of(undirected, directed), 50)).isEqualTo(Outcome.HOLDS);
        assertThat(Hunt.outcome(List.of(undirected, directed), 51)).isEqualTo(Outcome.VIOLATED);
        assertThat(Hunt.undirected(List.of(undirected, directed))).isEqualTo(1);
    }

    @Test
    void otherInvariant_isReportedButNotCounted() throws Exception {
        Trail trail = hunt(
                Thoroughness.UNTIL_FOUND,
                Fakes.always(Fakes.breaks("sequences", Invariant.PROGRESS)),
                Fakes.always(Fakes.holds("lincheck", 9)));
        assertThat(trail.isFound()).isFalse();
        assertThat(trail.unexpected()).hasSize(2);
        assertThat(trail.outcome()).isEqualTo(Outcome.VIOLATED);
        assertThat(files())
                .containsExactly("directed/unexpected/bug-a-sequences.txt", "unexpected/bug-a-sequences.txt");
    }

    @Test
    void engineWithoutPrograms_getsNoScenarioAndFindsNoInvariant() {
        Trail trail = hunt(
                Thoroughness.UNTIL_FOUND, Fakes.always(Fakes.holds("sequences", 9)), Fakes.withoutPrograms("races"));
        assertThat(begun).containsExactly("sequences", "races", "sequences");
        assertThat(trail.isFound()).isFalse();
        assertThat(trail.unexpected()).hasSize(1);
        assertThat(trail.outcome()).isEqualTo(Outcome.VIOLATED);
    }

    @Test
    void notFound_contradictsTheCatalogue() {
        Trail trail = hunt(Thoroughness.UNTIL_FOUND, Fakes.always(Fakes.holds("sequences", 9)));
        assertThat(trail.outcome()).isEqualTo(Outcome.VIOLATED);
        assertThat(trail.catches()).isEmpty();
    }

    @Test
    void notFoundForWantOfTime_isBounded() {
        Trail trail = hunt(
                Thoroughness.UNTIL_FOUND,
                Fakes.always(Fakes.holds("sequences", 9)),
                Fakes.always(Fakes.bounded("lincheck")));
        assertThat(trail.outcome()).isEqualTo(Outcome.BOUNDED);
    }

    @Test
    void failedEngine_isNotPassedOverEvenIfAnotherFindsTheBug() {
        Trail trail = hunt(
                Thoroughness.UNTIL_FOUND,
                Fakes.broken("sequences"),
                Fakes.always(Fakes.breaks("lincheck", Invariant.BOUNDS)));
        assertThat(trail.isFound()).isTrue();
        assertThat(trail.outcome()).isEqualTo(Outcome.TOOL_ERROR);
    }
}
