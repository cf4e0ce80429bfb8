package kmemcg.program.generate;

import java.math.BigInteger;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.stream.Stream;
import kmemcg.design.Verb;
import kmemcg.design.Vocabulary;
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
     * Long programs for one thing at a time: up to 8 segments with at most 30 operations in all, 1 to 3 groups, 1 to 3 caches if there is anything to allocate,
     * 1 to 3 CPUs.
     *
     * @param vocabulary the words to draw from
     */
    public static ProgramGenerator sequences(String design, Vocabulary vocabulary) {
        Arbitrary<SegmentGene> segment = segment(operation(weights(vocabulary, JqwikGenerator::weightInSequence)), 6);
        Arbitrary<Genes> genes = Combinators.combine(
                        world(3, WorldBuilder.SIZES.size(), 1),
                        segment.list().ofMinSize(1).ofMaxSize(8))
                .as((world, before) -> new Genes(world, before, List.of(), List.of(), 0));
        return new JqwikGenerator(genes, drawn -> ProgramBuilder.sequence(design, vocabulary, drawn));
    }

    /**
     * Short programs with conflicts: 1 or 2 processes before with at most 2 operations each, 2 or 3 threads, mostly 2, with 1 to
     * 3 operations each, mostly 1 or 2, 0 to 2 operations after, 1 to 3 groups, 1 or 2 caches, 1 to 3 CPUs.
     *
     * @param vocabulary the words to draw from
     */
    public static ProgramGenerator concurrent(String design, Vocabulary vocabulary) {
        Arbitrary<OperationGene> operation = operation(weights(vocabulary, JqwikGenerator::weightInThread));
        Arbitrary<OperationGene> preparing = operation(weights(vocabulary, JqwikGenerator::weightBefore));
        Arbitrary<Genes> genes = Combinators.combine(
                        world(2, WorldBuilder.SIZES.size() + 2, WorldBuilder.BATCHES.size()),
                        mostly(1, 1, 2, segment(preparing, 2)),
                        mostly(2, 2, 3, segment(mostly(2, 1, 3, operation))),
                        upTo(1, segment(operation, 2)),
                        uniform(ProgramBuilder.REMOVALS * 7 / 4))
                .as(Genes::new);
        return new JqwikGenerator(genes, drawn -> ProgramBuilder.concurrent(design, vocabulary, drawn));
    }

    /** A world; of the sizes and batches only the first so many, as choices beyond the last size are for the largest. */
    private static Arbitrary<WorldGene> world(int mostCaches, int sizes, int batches) {
        Arbitrary<CacheGene> cache = Combinators.combine(uniform(sizes), uniform(5), Arbitraries.of(false, true))
                .as(CacheGene::new);
        Arbitrary<Integer> limit =
                Arbitraries.frequency(Tuple.of(6, 0), Tuple.of(1, 1), Tuple.of(1, 2), Tuple.of(2, 5));
        Arbitrary<Integer> furtherCpus = Arbitraries.frequency(Tuple.of(5, 1), Tuple.of(2, 0), Tuple.of(3, 2));
        return Combinators.combine(
                        uniform(6),
                        cache.list().ofMinSize(1).ofMaxSize(mostCaches),
                        limit.list().ofSize(3),
                        furtherCpus,
                        uniform(batches))
                .as(WorldGene::new);
    }

    private static <T> Arbitrary<List<T>> upTo(int most, Arbitrary<T> elements) {
        return elements.list().ofMaxSize(most).withSizeDistribution(RandomDistribution.uniform());
    }

    /** A list of some length, four times out of five no longer than usual. */
    private static <T> Arbitrary<List<T>> mostly(int usual, int least, int most, Arbitrary<T> elements) {
        RandomDistribution lengths = (genSize, min, max, center) -> random -> BigInteger.valueOf(
                random.nextInt(5) < 4
                        ? least + random.nextInt(usual - least + 1)
                        : usual + 1 + random.nextInt(most - usual));
        return elements.list().ofMinSize(least).ofMaxSize(most).withSizeDistribution(lengths);
    }

    private static Arbitrary<SegmentGene> segment(Arbitrary<OperationGene> operation, int mostOperations) {
        return segment(operation.list().ofMinSize(1).ofMaxSize(mostOperations));
    }

    private static Arbitrary<SegmentGene> segment(Arbitrary<List<OperationGene>> operations) {
        return Combinators.combine(uniform(4), uniform(7), operations).as(SegmentGene::new);
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

    private static Map<Verb, Integer> weights(Vocabulary vocabulary, Function<Verb, Integer> weight) {
        Map<Verb, Integer> weights = new EnumMap<>(Verb.class);
        vocabulary.verbs().forEach(verb -> weights.put(verb, weight.apply(verb)));
        return weights;
    }

    private static int weightInSequence(Verb verb) {
        return switch (verb) {
            case ALLOC, PAGE -> 10;
            case FREE, LRU_ADD, UNMAP, CHARGE -> 6;
            case ATTACH, MKDIR, OFFLINE, DRAIN, SHRINK, LIMIT, RECLAIM, PROTECT -> 3;
            case RMDIR, LRU_DEL, BULK_FREE, USAGE, SETTLE, FAULT, SLABINFO -> 2;
            case CREATE_CACHE, DESTROY_CACHE, CPU_OFFLINE, REGISTER_SHRINKER -> 1;
        };
    }

    private static int weightInThread(Verb verb) {
        return switch (verb) {
            case FREE, LRU_ADD, UNMAP -> 16;
            case ALLOC, PAGE, CHARGE -> 12;
            case DRAIN, RECLAIM -> 9;
            case LRU_DEL, SHRINK -> 6;
            case BULK_FREE, OFFLINE, DESTROY_CACHE, CPU_OFFLINE -> 4;
            case RMDIR, ATTACH, LIMIT, PROTECT, USAGE, SLABINFO -> 3;
            case MKDIR, CREATE_CACHE, SETTLE, FAULT -> 2;
            case REGISTER_SHRINKER -> 1;
        };
    }

    private static int weightBefore(Verb verb) {
        return switch (verb) {
            case ALLOC, PAGE -> 40;
            case LRU_ADD -> 12;
            case FREE -> 2;
            case REGISTER_SHRINKER -> 0;
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
