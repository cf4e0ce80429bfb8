package kmemcg.engine.explorer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import kmemcg.campaign.Inventory;
import kmemcg.design.Catalogue;
import kmemcg.design.HistoricalBug;
import kmemcg.engine.Search;
import kmemcg.engine.Subject;
import kmemcg.engine.Verdict;
import kmemcg.engine.Verdict.Outcome;
import kmemcg.engine.Walks;
import kmemcg.engine.sequences.SequencesEngine;
import kmemcg.explore.MemoryModel;
import kmemcg.program.Program;
import kmemcg.program.ProgramParser;
import kmemcg.program.enumerate.Shape;
import kmemcg.program.enumerate.SmallPrograms;
import kmemcg.program.generate.JqwikGenerator;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a mutant of a design has to survive: the default checks of that design in a counted size, always the same. A part of its small
 * programs, generated ones, and the scenarios of its historical bugs, none of which may fail in the design itself. Only for the mutation
 * tester, which names the designs, with colons between them; the README says how.
 */
@EnabledIfSystemProperty(named = MutationChecks.DESIGNS, matches = ".+")
class MutationChecks {
    static final String DESIGNS = "kmemcg.mutated";

    private static final Duration LONG = Duration.ofHours(1);
    private static final long SEED = 1;
    private static final double SEQUENCES = 0.1;
    private static final int GENERATED = 80;

    /** In each of the small worlds. */
    private static final int ONE_BESIDE_ONE = 40;

    private static final int TWO_BESIDE_ONE = 15;
    private static final Sample SAMPLE = new Sample(40, SEED, new Walks(1, 20));
    private static final Sample SAMPLE_OF_SCENARIOS = new Sample(300, SEED, new Walks(1, 100));

    static List<Subject> mutated() {
        return Stream.of(System.getProperty(DESIGNS, "").split(":"))
                .map(name -> Inventory.subject(Catalogue.design(name).orElseThrow()))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("mutated")
    void scenariosOfBugs_hold(Subject subject) {
        List<Program> scenarios = Catalogue.bugsOf(subject.design()).stream()
                .map(HistoricalBug::scenario)
                .map(text -> ProgramParser.parse("scenario", text))
                .toList();
        explore(subject, scenarios, SAMPLE_OF_SCENARIOS);
    }

    @ParameterizedTest
    @MethodSource("mutated")
    void sequences_hold(Subject subject) {
        Verdict verdict = new SequencesEngine().check(subject, Search.generated(SEED, SEQUENCES, LONG));
        assertThat(verdict.outcome()).as("%s", verdict).isEqualTo(Outcome.HOLDS);
    }

    @ParameterizedTest
    @MethodSource("mutated")
    void smallPrograms_hold(Subject subject) {
        SmallPrograms family = new SmallPrograms(subject.design(), subject.vocabulary());
        List<Program> some = LongStream.concat(
                        LongStream.of(family.some(Shape.ONE_BESIDE_ONE, ONE_BESIDE_ONE, SEED)),
                        LongStream.of(family.some(Shape.TWO_BESIDE_ONE, TWO_BESIDE_ONE, SEED)))
                .mapToObj(family::get)
                .toList();
        explore(subject, some, SAMPLE);
    }

    @ParameterizedTest
    @MethodSource("mutated")
    void generatedPrograms_hold(Subject subject) {
        List<Program> generated = JqwikGenerator.concurrent(subject.design(), subject.vocabulary())
                .first(GENERATED, SEED);
        explore(subject, generated, SAMPLE);
    }

    private static void explore(Subject subject, List<Program> programs, Sample sample) {
        Attempts attempts = new Attempts(subject, MemoryModel.SC, 1, findings -> true, () -> false, new Tally());
        Optional<Attempt> failure = new Pass(attempts, programs, sample)
                .run().stream().filter(Attempt::isFailure).findFirst();
        assertThat(failure.map(Attempt::program)).isEmpty();
    }
}
