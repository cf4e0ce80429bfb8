package kmemcg.program.enumerate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import kmemcg.design.Verb;
import kmemcg.design.Vocabulary;
import kmemcg.program.Operation;
import kmemcg.program.Program;
import kmemcg.program.ProgramParser;
import kmemcg.program.ProgramRules;
import kmemcg.program.Segment;
import org.junit.jupiter.api.Test;

/** The family has the programs that its definition says: all, none twice, none that the rules forbid. */
class SmallProgramsTest {
    private static final Vocabulary ALL = Vocabulary.of(EnumSet.range(Verb.MKDIR, Verb.SETTLE));
    private static final SmallPrograms FAMILY = new SmallPrograms("objcg", ALL);
    private static final long SEED = 2012;

    /**
     * In the tight world there are 8 threads of one operation and 24 of two, and no rule forbids any: 36, 192, 120 and 300 programs. In each of
     * the three worlds of caches there are 16 threads of one operation, so 136 pairs: of each cache 5 would use it beside its end,
     * and 15 would remove P alone, which leaves 111; and 206 threads of two operations. In the world of lists 9 threads
     * of one operation are 45 pairs, of which 8 would remove P alone.
     */
    @Test
    void familySize_isWhatItsDefinitionGives() {
        assertThat(FAMILY.sizeUpTo(Shape.ONE_BESIDE_ONE)).isEqualTo(5_108 + 36 + 333 + 37);
        assertThat(FAMILY.sizeUpTo(Shape.TWO_BESIDE_ONE)).isEqualTo(276_806 + 228 + 7_341 + 569);
        assertThat(FAMILY.sizeUpTo(Shape.THREE_TIMES_ONE)).isEqualTo(380_238 + 348 + 9_039 + 698);
        assertThat(FAMILY.sizeUpTo(Shape.TWO_BESIDE_TWO)).isEqualTo(4_113_664 + 648 + 47_322 + 2_911);
        assertThat(FAMILY.size()).isEqualTo(4_113_664 + 648 + 47_322 + 2_911);
    }

    /** On each of 2 CPUs 33: 27 about the root, C or P or about objects, and one in each of 3 groups or 2 moves from each. */
    @Test
    void oneOperation_isOneOfSixtySix() {
        SmallWorld nested = SmallWorld.all(ALL).get(0);
        List<Segment> threads = Threads.of(nested, nested.words(), 1, 1);
        assertThat(threads).hasSize(66).doesNotHaveDuplicates();
        assertThat(threads.stream()
                        .map(Segment::operations)
                        .flatMap(List::stream)
                        .map(Operation::toString))
                .contains("rmdir C", "rmdir P", "free a", "bulk_free a b", "lru_del b", "limit P 0", "attach root");
    }

    /** Whatever is left out of a block is left out because a rule forbids it, and nothing else is. */
    @Test
    void threadsSideBySide_areLeftOutIfAndOnlyIfTheRulesForbidThem() {
        Random random = new Random(SEED);
        int allowed = 0;
        for (SmallWorld small : SmallWorld.all(ALL)) {
            for (Shape shape : Shape.values()) {
                List<List<Segment>> choices = IntStream.range(0, shape.lengths().size())
                        .mapToObj(at -> Threads.of(
                                small, small.words(), at + 1, shape.lengths().get(at)))
                        .toList();
                for (int draw = 0; draw < 3_000; draw++) {
                    List<Segment> threads = choices.stream()
                            .map(some -> some.get(random.nextInt(some.size())))
                            .toList();
                    allowed += checkRules(small, threads) ? 1 : 0;
                }
            }
        }
        assertThat(allowed).isEqualTo(32_867 + 12_000 + 25_360 + 9_285);
    }

    private static boolean checkRules(SmallWorld small, List<Segment> threads) {
        Program program = new Program("objcg", small.world(), small.before(), threads, List.of(), List.of());
        boolean fits = Claims.fit(
                threads.stream().map(thread -> Claims.of(small, thread)).toList());
        assertThat(fits).as("seed %d%n%s", SEED, program).isEqualTo(ProgramRules.allows(program));
        return fits;
    }

    @Test
    void everyProgramOfTheSmallestShape_keepsTheRulesAndReadsBack() {
        assertThat(SmallPrograms.shard(0, 1, FAMILY.sizeUpTo(Shape.ONE_BESIDE_ONE))
                        .mapToObj(FAMILY::get))
                .hasSize(5_514)
                .allMatch(ProgramRules::allows)
                .allMatch(program ->
                        ProgramParser.parse("small", program.toString()).equals(program));
    }

    @Test
    void index_isAnAddress() {
        assertThat(FAMILY.get(0).toString()).isEqualTo("""
                        design  objcg
                        world   P < root, C < P, cache dentry 192 account, cpus 2
                        before  cpu0 in C: a = alloc dentry lru ; lru_add a ; settle ; b = alloc dentry lru ; attach root
                        T1      cpu0:      rmdir C
                        T2      cpu0:      rmdir C
                        """);
        assertThat(FAMILY.get(FAMILY.size() - 1).toString()).isEqualTo("""
                        design  objcg
                        world   P < root, C < P, cache dentry 96 account, cpus 2
                        before  cpu0 in C: a = alloc dentry lru ; lru_add a ; settle ; b = alloc dentry lru ; attach root
                        T1      cpu0:      shrink root ; shrink root
                        T2      cpu1:      shrink root ; shrink root
                        """);
        assertThat(FAMILY.all().skip(7_777).findFirst()).contains(FAMILY.get(7_777));
        assertThatThrownBy(() -> FAMILY.get(FAMILY.size())).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> FAMILY.get(-1)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    /** Of 112,148 in the first world every 57th, since they may be 2,000 at most. */
    @Test
    void someOfAShape_areAtEqualDistancesInEachWorld() {
        long first = FAMILY.sizeUpTo(Shape.ONE_BESIDE_ONE);
        long[] some = FAMILY.some(Shape.TWO_BESIDE_ONE, 2_000, 7);
        assertThat(some).doesNotHaveDuplicates().isSorted().startsWith(first + 7, first + 7 + 57);
        assertThat(some).hasSizeBetween(2_000, 8 * 2_000);
        assertThat(FAMILY.some(Shape.ONE_BESIDE_ONE, Long.MAX_VALUE, 7))
                .containsExactly(LongStream.range(0, first).toArray());
        assertThat(some[some.length - 1]).isLessThan(FAMILY.sizeUpTo(Shape.TWO_BESIDE_ONE));
    }

    @Test
    void shards_areAPartition() {
        assertThat(SmallPrograms.shard(1, 3, 10)).containsExactly(1L, 4L, 7L);
        assertThat(SmallPrograms.shard(2, 3, 2)).isEmpty();
        assertThat(IntStream.range(0, 7).boxed().flatMap(part -> SmallPrograms.shard(part, 7, 100)
                        .boxed()))
                .hasSize(100)
                .doesNotHaveDuplicates()
                .allMatch(index -> index < 100);
        assertThatThrownBy(() -> SmallPrograms.shard(3, 3, 10)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void smallVocabulary_isKeptTo() {
        Set<Verb> few = EnumSet.of(Verb.ALLOC, Verb.FREE, Verb.USAGE);
        SmallPrograms family = new SmallPrograms("d", new Vocabulary(few, Set.of(), Set.of()));
        assertThat(family.sizeUpTo(Shape.ONE_BESIDE_ONE)).isEqualTo(136 + 136 + 78 + 10);
        assertThat(family.all().limit(1_000))
                .allMatch(ProgramRules::allows)
                .allMatch(program -> program.world().caches().stream()
                        .allMatch(cache -> cache.flags().isEmpty()));
        assertThat(family.all().limit(1_000)).allMatch(program -> program.threads().stream()
                .flatMap(thread -> thread.operations().stream())
                .map(Operation::verb)
                .allMatch(few::contains));
    }

    @Test
    void vocabularyWithoutAllocations_hasNeitherCachesNorObjects() {
        Set<Verb> few = EnumSet.of(Verb.FREE, Verb.OFFLINE, Verb.USAGE);
        SmallPrograms family = new SmallPrograms("d", Vocabulary.of(few));
        assertThat(family.sizeUpTo(Shape.ONE_BESIDE_ONE)).isEqualTo(40 + 55 + 21);
        assertThat(family.all().limit(1_000)).allMatch(ProgramRules::allows).allMatch(program -> program.before()
                .isEmpty());
    }

    @Test
    void programs_differInMoreThanNamesAndOrder() {
        long count = FAMILY.sizeUpTo(Shape.ONE_BESIDE_ONE);
        Set<String> seen = new HashSet<>();
        LongStream.range(0, count).forEach(index -> seen.add(nameless(FAMILY.get(index))));
        assertThat(seen).hasSize((int) count);
    }

    /** Its threads sorted, and their own objects named by their place in the thread alone. */
    private static String nameless(Program program) {
        List<String> threads = program.threads().stream()
                .map(thread -> thread.cpu()
                        + thread.group()
                        + thread.operations().toString().replaceAll("\\bo\\d(\\d)", "own$1"))
                .sorted()
                .toList();
        return program.world() + "" + program.before() + threads;
    }
}
