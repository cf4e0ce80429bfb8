package kmemcg.program.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import kmemcg.design.AllocFlag;
import kmemcg.design.CacheFlag;
import kmemcg.design.Verb;
import kmemcg.design.Verb.Kind;
import kmemcg.design.Vocabulary;
import kmemcg.program.Operation;
import kmemcg.program.Program;
import kmemcg.program.ProgramGenerator;
import kmemcg.program.ProgramParser;
import kmemcg.program.ProgramRules;
import kmemcg.program.Sample;
import kmemcg.program.Segment;
import kmemcg.program.World;
import org.junit.jupiter.api.Test;

/** Random programs: that they keep the rules, that they are worth running, that a seed says which they are. */
class JqwikGeneratorTest {
    private static final Vocabulary ALL = Vocabulary.of(EnumSet.range(Verb.MKDIR, Verb.SLABINFO));
    private static final ProgramGenerator SEQUENCES = JqwikGenerator.sequences("objcg", ALL);
    private static final ProgramGenerator CONCURRENT = JqwikGenerator.concurrent("objcg", ALL);
    private static final long SEED = 42;
    private static final List<Program> LONG = SEQUENCES.first(2_000, SEED);
    private static final List<Program> SHORT = CONCURRENT.first(2_000, SEED);

    private static Stream<Operation> operations(Program program) {
        return Stream.of(program.before(), program.threads(), program.after())
                .flatMap(List::stream)
                .flatMap(segment -> segment.operations().stream());
    }

    @Test
    void generatedProgram_keepsTheRulesAndReadsBack() {
        assertThat(Stream.concat(LONG.stream(), SHORT.stream())).hasSize(4_000).allSatisfy(program -> {
            assertThat(ProgramRules.allows(program)).isTrue();
            assertThat(ProgramParser.parse("generated", program.toString())).isEqualTo(program);
        });
    }

    @Test
    void sequences_areLongAndOneAfterTheOther() {
        assertThat(LONG).allSatisfy(program -> {
            assertThat(program.threads()).isEmpty();
            assertThat(program.size()).isBetween(1, 30);
        });
        assertThat(LONG.stream().mapToInt(Program::size).average().orElseThrow())
                .isBetween(10.0, 20.0);
    }

    @Test
    void concurrentPrograms_areSmall() {
        assertThat(SHORT).allSatisfy(program -> {
            assertThat(sizes(program.before()).sum()).isBetween(0, 6);
            assertThat(program.threads()).hasSizeBetween(2, 3);
            assertThat(sizes(program.threads()).boxed()).allMatch(size -> size <= 3);
            assertThat(sizes(program.after()).sum()).isBetween(0, 2);
            assertThat(program.world().groups()).hasSizeBetween(1, 3);
            assertThat(program.world().caches()).hasSizeBetween(1, 2);
        });
    }

    private static IntStream sizes(List<Segment> segments) {
        return segments.stream().mapToInt(segment -> segment.operations().size());
    }

    /** The rarest verb is drawn in about one of 40 programs; that 2,000 miss it has odds below 10 to the minus 20. */
    @Test
    void everyVerb_occursInEachFamily() {
        for (List<Program> family : List.of(LONG, SHORT)) {
            var counts = family.stream()
                    .flatMap(program -> operations(program).map(Operation::verb).distinct())
                    .collect(Collectors.groupingBy(verb -> verb, Collectors.counting()));
            assertThat(counts.keySet()).isEqualTo(ALL.verbs());
            assertThat(counts.values()).allMatch(count -> count >= 50);
        }
    }

    /** Exact for this seed; the bounds leave room of more than ten standard deviations for another one. */
    @Test
    void concurrentPrograms_areMostlyInConflict() {
        assertThat(SHORT.stream().filter(JqwikGeneratorTest::sharesObject).count())
                .isGreaterThan(650);
        assertThat(SHORT.stream()
                        .filter(JqwikGeneratorTest::removesAbandonedGroup)
                        .count())
                .isGreaterThan(500);
        assertThat(SHORT.stream().filter(JqwikGeneratorTest::removesGroupInUse).count())
                .isGreaterThan(300);
        assertThat(SHORT.stream()
                        .filter(JqwikGeneratorTest::settlesAfterRemoval)
                        .count())
                .isGreaterThan(350);
    }

    /** A thread removes a group that holds charges of objects, and that no process is in. */
    private static boolean removesAbandonedGroup(Program program) {
        return removals(program)
                .map(removal -> removal.the(Kind.GROUP))
                .anyMatch(group -> isCharged(program, group) && isAbandoned(program, group));
    }

    private static boolean isCharged(Program program, String group) {
        Set<String> accounted = program.world().caches().stream()
                .filter(cache -> cache.flags().contains(CacheFlag.ACCOUNT))
                .map(World.Cache::name)
                .collect(Collectors.toSet());
        return program.before().stream()
                .filter(segment -> segment.group().equals(group))
                .flatMap(segment -> segment.operations().stream()
                        .takeWhile(operation -> operation.verb() != Verb.ATTACH)
                        .filter(operation -> operation.verb() == Verb.ALLOC))
                .filter(alloc -> !alloc.allocFlags().contains(AllocFlag.NOACCOUNT))
                .anyMatch(alloc -> accounted.contains(alloc.the(Kind.CACHE))
                        || alloc.allocFlags().contains(AllocFlag.ACCOUNT));
    }

    private static boolean isAbandoned(Program program, String group) {
        return Stream.concat(program.threads().stream(), program.after().stream())
                        .noneMatch(segment -> segment.group().equals(group))
                && program.before().stream()
                        .noneMatch(segment -> lastGroup(segment).equals(group));
    }

    private static String lastGroup(Segment segment) {
        return segment.operations().stream()
                .filter(operation -> operation.verb() == Verb.ATTACH)
                .reduce((first, second) -> second)
                .map(attach -> attach.the(Kind.GROUP))
                .orElse(segment.group());
    }

    private static boolean sharesObject(Program program) {
        Set<String> seen = new HashSet<>();
        return program.threads().stream().anyMatch(thread -> {
            Set<String> mine = thread.operations().stream()
                    .flatMap(operation -> operation.objects().stream())
                    .collect(Collectors.toSet());
            boolean shared = mine.stream().anyMatch(seen::contains);
            seen.addAll(mine);
            return shared;
        });
    }

    private static boolean removesGroupInUse(Program program) {
        return removals(program).anyMatch(removal -> program.threads().stream()
                .filter(thread -> !thread.operations().contains(removal))
                .anyMatch(thread -> meets(thread, removal.the(Kind.GROUP))));
    }

    private static boolean meets(Segment thread, String group) {
        return thread.group().equals(group)
                || thread.operations().stream()
                        .anyMatch(operation -> operation.all(Kind.GROUP).contains(group));
    }

    private static Stream<Operation> removals(Program program) {
        return program.threads().stream()
                .flatMap(thread -> thread.operations().stream())
                .filter(operation -> operation.verb() == Verb.OFFLINE || operation.verb() == Verb.RMDIR);
    }

    private static boolean settlesAfterRemoval(Program program) {
        return program.threads().stream().anyMatch(thread -> {
            List<Verb> verbs = thread.operations().stream().map(Operation::verb).toList();
            return verbs.contains(Verb.OFFLINE) && verbs.lastIndexOf(Verb.SETTLE) > verbs.indexOf(Verb.OFFLINE);
        });
    }

    @Test
    void smallVocabulary_isKeptTo() {
        Set<Verb> few = EnumSet.of(Verb.ALLOC, Verb.FREE, Verb.USAGE);
        Vocabulary plain = new Vocabulary(few, Set.of(AllocFlag.ATOMIC), Set.of());
        assertThat(Stream.concat(
                        JqwikGenerator.concurrent("d", plain).first(200, SEED).stream(),
                        JqwikGenerator.sequences("d", plain).first(200, SEED).stream()))
                .allMatch(ProgramRules::allows)
                .allMatch(program -> operations(program).allMatch(operation -> few.contains(operation.verb())))
                .allMatch(program -> operations(program)
                        .filter(operation -> operation.verb() == Verb.ALLOC)
                        .allMatch(operation -> plain.allocFlags().containsAll(operation.allocFlags())))
                .allMatch(program -> program.world().caches().stream()
                        .allMatch(cache -> cache.flags().isEmpty()));
    }

    @Test
    void vocabularyWithoutAllocations_hasWorldsWithoutCaches() {
        Vocabulary bare = Vocabulary.of(EnumSet.of(Verb.MKDIR, Verb.RMDIR, Verb.ATTACH, Verb.USAGE));
        assertThat(JqwikGenerator.concurrent("d", bare).first(200, SEED))
                .allMatch(program -> program.world().caches().isEmpty())
                .allMatch(program -> program.threads().size() >= 2)
                .allMatch(program -> operations(program).allMatch(operation -> bare.has(operation.verb())))
                .anyMatch(program -> operations(program).anyMatch(operation -> operation.verb() == Verb.RMDIR));
    }

    @Test
    void sameSeed_givesTheSamePrograms_onEveryJdk() throws Exception {
        assertThat(digest(LONG.subList(0, 1_000))).isEqualTo("24ca10123b64de54");
        assertThat(digest(SHORT.subList(0, 1_000))).isEqualTo("556f1cbba9d9b11e");
        assertThat(CONCURRENT.first(10, SEED)).isEqualTo(SHORT.subList(0, 10));
        assertThat(CONCURRENT.first(10, SEED + 1)).isNotEqualTo(SHORT.subList(0, 10));
    }

    private static String digest(List<Program> programs) throws Exception {
        MessageDigest sha = MessageDigest.getInstance("SHA-256");
        programs.forEach(program -> sha.update(program.toString().getBytes(StandardCharsets.UTF_8)));
        return HexFormat.of().formatHex(sha.digest(), 0, 8);
    }

    /** 50 random walks downwards of at most 20 steps. */
    @Test
    void smallerSamples_keepTheRules() {
        Random random = new Random(SEED);
        List<Integer> steps = new ArrayList<>();
        CONCURRENT.generate(SEED, sample -> steps.add(walkDown(sample, random)) && steps.size() < 50);
        assertThat(steps).hasSize(50);
        assertThat(steps.stream().mapToInt(step -> step).sum()).isGreaterThan(500);
    }

    private static int walkDown(Sample from, Random random) {
        Sample at = from;
        for (int step = 0; step < 20; step++) {
            List<Sample> smaller = at.smaller().limit(10).toList();
            if (smaller.isEmpty()) {
                return step;
            }
            at = smaller.get(random.nextInt(smaller.size()));
            assertThat(ProgramRules.allows(at.program()))
                    .as("seed %d%n%s", SEED, at.program())
                    .isTrue();
        }
        return 20;
    }

    /**
     * A greedy walk to a program that removes a group ends near the smallest there is in this family: an allocation and a leaving
     * before, the removal, which may settle, and one operation beside it.
     */
    @Test
    void greedyShrinking_reachesAFewOperations() {
        List<Program> shrunk = new ArrayList<>();
        CONCURRENT.generate(SEED, sample -> {
            if (removals(sample.program()).findAny().isPresent()) {
                shrunk.add(shrink(sample));
            }
            return shrunk.size() < 20;
        });
        assertThat(shrunk).allSatisfy(program -> assertThat(program.size()).isBetween(4, 5));
    }

    private static Program shrink(Sample sample) {
        return sample.smaller()
                .filter(smaller -> smaller.program().size() < sample.program().size())
                .filter(smaller -> removals(smaller.program()).findAny().isPresent())
                .findFirst()
                .map(JqwikGeneratorTest::shrink)
                .orElse(sample.program());
    }

    @Test
    void generatingWithinAVisit_isRefused() {
        assertThatThrownBy(() -> SEQUENCES.generate(
                        SEED, sample -> CONCURRENT.first(1, SEED).isEmpty()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("generating within a visit");
        assertThat(SEQUENCES.first(1, SEED)).hasSize(1);
    }
}
