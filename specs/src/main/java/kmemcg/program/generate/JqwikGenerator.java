package kmemcg.program.generate;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.stream.Stream;
import kmemcg.design.Verb;
import kmemcg.program.Program;
import kmemcg.program.ProgramGenerator;
import kmemcg.program.Sample;
import kmemcg.program.generate.Genes.CacheGene;
import kmemcg.program.generate.Genes.OperationGene;
import kmemcg.program.generate.Genes.SegmentGene;
import kmemcg.program.generate.Genes.WorldGene;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.RandomDistribution;
import net.jqwik.api.RandomGenerator;
import net.jqwik.api.Shrinkable;
import net.jqwik.api.Tuple;
import net.jqwik.api.sessions.JqwikSession;

/** Programs drawn and shrunk by jqwik. */
public final class JqwikGenerator implements ProgramGenerator {
    /** jqwik asks how many samples are wanted in order to weigh edge cases; the weight is the same for all runs. */
    private static final int GEN_SIZE = 1_000;

    private static final int CHOICES = 60;

    private static final ReentrantLock SESSION = new ReentrantLock();

    private final Arbitrary<Genes> genes;
    private final Function<Genes, Program> build;

    private JqwikGenerator(Arbitrary<Genes> genes, Function<Genes, Program> build) {
        this.genes = genes;
        this.build = build;
    }

    /**
     * Long programs for one thing at a time: up to 8 segments with at most 30 operations in all, 1 to 3 groups, 1 to 3 caches,
     * 1 to 3 CPUs.
     *
     * @param vocabulary the verbs to draw from; must include {@link Verb#ALLOC}
     */
    public static ProgramGenerator sequences(String design, Set<Verb> vocabulary) {
        Arbitrary<SegmentGene> segment = segment(operation(weights(vocabulary, JqwikGenerator::weightInSequence)), 6);
        Arbitrary<Genes> genes = Combinators.combine(
                        world(3), segment.list().ofMinSize(1).ofMaxSize(8))
                .as((world, before) -> new Genes(world, before, List.of(), List.of(), 0));
        return new JqwikGenerator(genes, drawn -> ProgramBuilder.sequence(design, vocabulary, drawn));
    }

    /**
     * Short programs with conflicts: 0 to 4 operations before, 2 or 3 threads with 1 to 3 operations each, 0 to 2 operations
     * after, 1 to 3 groups, 1 or 2 caches, 1 to 3 CPUs.
     *
     * @param vocabulary the verbs to draw from; must include {@link Verb#ALLOC}
     */
    public static ProgramGenerator concurrent(String design, Set<Verb> vocabulary) {
        Arbitrary<OperationGene> operation = operation(weights(vocabulary, JqwikGenerator::weightInThread));
        Arbitrary<OperationGene> preparing = operation(weights(vocabulary, JqwikGenerator::weightBefore));
        Arbitrary<Genes> genes = Combinators.combine(
                        world(2),
                        upTo(2, segment(preparing, 2)),
                        segment(operation, 3).list().ofMinSize(2).ofMaxSize(3),
                        upTo(1, segment(operation, 2)),
                        uniform(ProgramBuilder.REMOVALS * 3 / 2))
                .as(Genes::new);
        return new JqwikGenerator(genes, drawn -> ProgramBuilder.concurrent(design, vocabulary, drawn));
    }

    private static Arbitrary<WorldGene> world(int mostCaches) {
        Arbitrary<CacheGene> cache = Combinators.combine(uniform(4), uniform(5), Arbitraries.of(false, true))
                .as(CacheGene::new);
        Arbitrary<Integer> limit =
                Arbitraries.frequency(Tuple.of(6, 0), Tuple.of(1, 1), Tuple.of(1, 2), Tuple.of(2, 5));
        Arbitrary<Integer> furtherCpus = Arbitraries.frequency(Tuple.of(5, 1), Tuple.of(2, 0), Tuple.of(3, 2));
        return Combinators.combine(
                        uniform(6),
                        cache.list().ofMinSize(1).ofMaxSize(mostCaches),
                        limit.list().ofSize(3),
                        furtherCpus)
                .as(WorldGene::new);
    }

    private static <T> Arbitrary<List<T>> upTo(int most, Arbitrary<T> elements) {
        return elements.list().ofMaxSize(most).withSizeDistribution(RandomDistribution.uniform());
    }

    private static Arbitrary<SegmentGene> segment(Arbitrary<OperationGene> operation, int mostOperations) {
        return Combinators.combine(
                        uniform(4), uniform(7), operation.list().ofMinSize(1).ofMaxSize(mostOperations))
                .as(SegmentGene::new);
    }

    private static Arbitrary<OperationGene> operation(Map<Verb, Integer> weights) {
        List<Tuple.Tuple2<Integer, Verb>> frequencies = weights.entrySet().stream()
                .map(entry -> Tuple.of(entry.getValue(), entry.getKey()))
                .toList();
        return Combinators.combine(Arbitraries.frequency(frequencies), uniform(CHOICES), uniform(CHOICES))
                .as(OperationGene::new);
    }

    private static Arbitrary<Integer> uniform(int choices) {
        return Arbitraries.integers().between(0, choices - 1).withDistribution(RandomDistribution.uniform());
    }

    private static Map<Verb, Integer> weights(Set<Verb> vocabulary, Function<Verb, Integer> weight) {
        if (!vocabulary.contains(Verb.ALLOC)) {
            throw new IllegalArgumentException("a vocabulary without alloc");
        }
        Map<Verb, Integer> weights = new EnumMap<>(Verb.class);
        vocabulary.forEach(verb -> weights.put(verb, weight.apply(verb)));
        return weights;
    }

    private static int weightInSequence(Verb verb) {
        return switch (verb) {
            case ALLOC -> 10;
            case FREE, LRU_ADD -> 6;
            case ATTACH, MKDIR, OFFLINE, DRAIN, SHRINK, LIMIT -> 3;
            case RMDIR, LRU_DEL, BULK_FREE, USAGE, SETTLE, FAULT -> 2;
            case CREATE_CACHE, DESTROY_CACHE, CPU_OFFLINE -> 1;
        };
    }

    private static int weightInThread(Verb verb) {
        return switch (verb) {
            case FREE, LRU_ADD -> 12;
            case ALLOC -> 8;
            case SHRINK, DRAIN, OFFLINE -> 4;
            case LRU_DEL, RMDIR, ATTACH, MKDIR, LIMIT -> 3;
            case BULK_FREE, USAGE, CREATE_CACHE, DESTROY_CACHE, CPU_OFFLINE -> 2;
            case SETTLE, FAULT -> 1;
        };
    }

    private static int weightBefore(Verb verb) {
        return switch (verb) {
            case ALLOC -> 20;
            case LRU_ADD -> 8;
            case FREE -> 3;
            default -> 1;
        };
    }

    /** One session at a time: another thread's waits, a nested one is a mistake. */
    @Override
    public void generate(long seed, Visitor visitor) {
        if (SESSION.isHeldByCurrentThread()) {
            throw new IllegalStateException("generating within a visit");
        }
        SESSION.lock();
        try {
            visitAll(seed, visitor);
        } finally {
            SESSION.unlock();
        }
    }

    private void visitAll(long seed, Visitor visitor) {
        JqwikSession.run(Long.toString(seed), () -> {
            Random random = JqwikSession.getRandom().orElseThrow();
            RandomGenerator<Program> generator = genes.map(build).generator(GEN_SIZE);
            while (visitor.visit(new ShrinkableSample(generator.next(random)))) {
                JqwikSession.finishTry();
            }
        });
    }

    private record ShrinkableSample(Shrinkable<Program> shrinkable) implements Sample {
        @Override
        public Program program() {
            return shrinkable.value();
        }

        @Override
        public Stream<Sample> smaller() {
            return shrinkable.shrink().map(ShrinkableSample::new);
        }
    }
}
