package kmemcg.explore;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import kmemcg.explore.Exploration.Summary;
import kmemcg.explore.oracle.Behaviours;
import kmemcg.explore.oracle.Interleavings;
import kmemcg.explore.oracle.MicroGenerator;
import kmemcg.explore.oracle.MicroOnMachine;
import kmemcg.explore.oracle.MicroProgram;
import kmemcg.explore.oracle.Outcome;
import kmemcg.explore.oracle.Shape;
import kmemcg.explore.oracle.Shapes;
import kmemcg.explore.oracle.StoreBuffers;
import kmemcg.machine.Word;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Does the explorer find what brute force finds, no more and no less, and nothing twice? Random programs are explored and run
 * in every interleaving, and with every behaviour of store buffers.
 */
final class OracleTest {
    private static final long SEED = 1;
    private static final int PROGRAMS = Integer.getInteger("kmemcg.oracle.programs", 20_000);

    static List<Shape> shapes() {
        return Shapes.all();
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void litmusShape_hasExactlyTheKnownOutcomes(Shape shape) {
        for (MemoryModel model : MemoryModel.values()) {
            Explored explored = Explored.of(shape.program(), model);
            assertThat(explored.summary.found() != null)
                    .as("%s under %s", shape, model)
                    .isEqualTo(!shape.hazards().isEmpty());
            if (shape.hazards().isEmpty()) {
                assertThat(explored.complete)
                        .as("%s under %s", shape, model)
                        .extracting(Outcome::toString)
                        .containsExactlyInAnyOrderElementsOf(model == MemoryModel.SC ? shape.sc() : shape.tso());
                assertThat(explored.summary.deadlocked() > 0)
                        .isEqualTo(!shape.stuck().isEmpty());
            }
        }
    }

    @ParameterizedTest
    @EnumSource(MemoryModel.class)
    void randomPrograms_behaveAsByBruteForce(MemoryModel model) {
        MicroGenerator generator = new MicroGenerator(SEED);
        int safe = 0;
        for (int number = 0; number < PROGRAMS; number++) {
            MicroProgram program = generator.next();
            String what = "program %d of seed %d under %s%n%s%n".formatted(number, SEED, model, program);
            safe += check(what, program, model) ? 1 : 0;
        }
        assertThat(safe).isGreaterThan(PROGRAMS / 2);
    }

    /** Whether the program keeps its object: only then the exploration goes on to the end. */
    private static boolean check(String what, MicroProgram program, MemoryModel model) {
        Behaviours expected = model == MemoryModel.SC ? Interleavings.of(program) : StoreBuffers.of(program);
        Explored explored = Explored.of(program, model);
        boolean isSafe = expected.hazards().isEmpty();
        assertThat(explored.summary.found() == null)
                .as(what + explored.summary.found())
                .isEqualTo(isSafe);
        if (isSafe) {
            assertThat(explored.complete).as(what).isEqualTo(expected.outcomes());
            assertThat(explored.summary.deadlocked() > 0)
                    .as(what + expected.stuck())
                    .isEqualTo(!expected.stuck().isEmpty());
            assertThat(explored.forms.size()).as(what).isEqualTo((int) explored.summary.complete());
            assertThat(explored.summary.complete())
                    .as(what)
                    .isEqualTo(expected.graphs().size());
        }
        return isSafe;
    }

    private static final class Explored {
        private final Set<Outcome> complete = new HashSet<>();
        private final Set<String> forms = new HashSet<>();
        private final Map<String, Word> words;
        private final int threads;
        private Summary summary = new Summary(0, 0, 0, 0, false, null);

        Explored(Map<String, Word> words, int threads) {
            this.words = words;
            this.threads = threads;
        }

        static Explored of(MicroProgram program, MemoryModel model) {
            ExplorerMachine machine = new ExplorerMachine(1, model);
            List<MicroOnMachine> made = new ArrayList<>();
            var setup = machine.task("setup", 0);
            machine.run(setup, () -> made.add(new MicroOnMachine(program, machine, setup)));
            MicroOnMachine micro = made.get(0);
            List<ProgramThread> threads = IntStream.range(0, program.threads().size())
                    .mapToObj(thread -> new ProgramThread("T" + thread, 0, micro.thread(thread)::apply))
                    .toList();
            Explored explored = new Explored(micro.words(), threads.size());
            explored.summary = new Exploration(machine, threads, explored::complete).all();
            return explored;
        }

        private void complete(Execution execution) {
            forms.add(execution.canonicalForm());
            List<List<Long>> results = new ArrayList<>();
            for (int thread = 0; thread < threads; thread++) {
                results.add(longs(Objects.requireNonNull(execution.result(thread))));
            }
            SortedMap<String, Long> memory = new TreeMap<>();
            words.forEach((name, word) -> memory.put(name, execution.value(word)));
            complete.add(new Outcome(results, memory));
        }

        @SuppressWarnings("unchecked")
        private static List<Long> longs(Object result) {
            return (List<Long>) result;
        }
    }
}
