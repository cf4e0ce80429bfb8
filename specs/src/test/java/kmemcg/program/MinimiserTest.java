package kmemcg.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import kmemcg.design.AllocFlag;
import kmemcg.design.Verb;
import kmemcg.design.Vocabulary;
import kmemcg.memcg.Geometry;
import kmemcg.program.Minimiser.Minimised;
import kmemcg.program.World.Cache;
import kmemcg.program.World.Group;
import kmemcg.program.generate.JqwikGenerator;
import org.junit.jupiter.api.Test;

/** Failing programs become 1-minimal, whatever the failure, and by smaller steps only. */
class MinimiserTest {
    private static final String BIG = """
            design  objcg
            world   P < root limit 7 pages, Q < root, C < P limit 3 pages, D < C, cache dentry 192 account
            world   cache inode 500 account nomerge, cpus 3, page 512, batch 64
            before  cpu2 in C: o = alloc dentry atomic lru ; fault 3 ; p = alloc inode ; mkdir E Q ; lru_add o
            T1      cpu1 in C: q = alloc dentry account ; bulk_free p o q ; usage E
            T2      cpu2:      offline D ; offline C ; settle
            T3      cpu0 in Q: drain root ; limit P 5
            after   cpu0:      usage P ; cpu_offline 2
            finally usage P == 0
            """;

    private static final Program START = ProgramParser.parse("big", BIG);

    private static boolean hasThread(Program program, Verb... verbs) {
        return program.threads().stream().anyMatch(thread -> thread.operations().stream()
                .map(Operation::verb)
                .toList()
                .containsAll(List.of(verbs)));
    }

    private static Minimised minimise(Program program, Predicate<Program> fails) {
        assertThat(fails).accepts(program);
        return Minimiser.minimise(program, fails, () -> true);
    }

    @Test
    void failureOfOneOperation_keepsNothingElse() {
        Minimised result = minimise(START, program -> hasThread(program, Verb.DRAIN));
        assertThat(result.isMinimal()).isTrue();
        assertThat(result.program()).hasToString("""
                design  objcg
                world   cpus 1
                T1      cpu0: drain root
                """);
    }

    @Test
    void failureOfTwoThreads_keepsWhatTheyNeed() {
        Minimised result = minimise(
                START,
                program -> hasThread(program, Verb.BULK_FREE)
                        && hasThread(program, Verb.OFFLINE)
                        && program.threads().size() > 1);
        assertThat(result.program()).hasToString("""
                design  objcg
                world   D < root, cache inode 1, cpus 1
                T1      cpu0: q = alloc inode ; bulk_free q
                T2      cpu0: offline D
                """);
        assertThat(result.tries()).isLessThan(300);
    }

    @Test
    void failureOfParameters_keepsTheirLeastValues() {
        Minimised result = minimise(
                START,
                program ->
                        program.world().groups().stream().anyMatch(group -> group.limit() != null && group.limit() >= 2)
                                && program.world().caches().stream().anyMatch(cache -> cache.objectSize() > 150)
                                && program.world().cpus() > 1
                                && program.world().geometry().chargeBatch() > 2);
        assertThat(result.program()).hasToString("""
                design  objcg
                world   C < root limit 2 pages, cache dentry 151, cpus 2, page 512, batch 64
                """);
    }

    @Test
    void usedUpBudget_givesTheSmallestSoFar() {
        Predicate<Program> fails = program -> hasThread(program, Verb.DRAIN);
        Minimised result = Minimiser.minimise(START, fails, Minimiser.tries(5));
        assertThat(result.tries()).isEqualTo(5);
        assertThat(result.isMinimal()).isFalse();
        assertThat(result.program().size()).isLessThan(START.size());
        assertThat(fails).accepts(result.program());
    }

    @Test
    void alwaysFailing_becomesTheEmptyProgram() {
        assertThat(minimise(START, program -> true).program()).hasToString("design  objcg\nworld   cpus 1\n");
    }

    @Test
    void eachProgram_isTriedOnce() {
        Set<Program> tried = new HashSet<>();
        Minimised result = minimise(START, program -> {
            assertThat(program.equals(START) || tried.add(program)).isTrue();
            return hasThread(program, Verb.LIMIT) || hasThread(program, Verb.OFFLINE, Verb.SETTLE);
        });
        assertThat(result.tries()).isEqualTo(tried.size());
    }

    @Test
    void numbers_areLoweredByHalves() {
        assertThat(Reductions.lower(10, 1)).containsExactly(1L, 6L, 8L, 9L);
        assertThat(Reductions.lower(1, 1)).isEmpty();
        assertThat(Reductions.lower(0, 1)).isEmpty();
    }

    /** Over 100 programs, with failures that depend on verbs and flags; all decided by the fixed seed. */
    @Test
    void generatedPrograms_becomeOneMinimal() {
        List<Program> programs = programs(100);
        List<Predicate<Program>> failures = List.of(
                program -> hasThread(program, Verb.FREE),
                program -> hasThread(program, Verb.OFFLINE) && program.threads().size() > 1,
                program -> Step.of(program).stream()
                                .filter(step -> step.operation().allocFlags().contains(AllocFlag.LRU))
                                .count()
                        > 1);
        int minimised = 0;
        for (Program program : programs) {
            for (Predicate<Program> fails : failures) {
                if (fails.test(program)) {
                    Minimised result = Minimiser.minimise(program, fails, () -> true);
                    assertThat(result.isMinimal()).isTrue();
                    assertThat(fails).accepts(result.program());
                    assertThat(Reductions.of(result.program())).noneMatch(fails);
                    minimised++;
                }
            }
        }
        assertThat(minimised).isGreaterThan(100);
    }

    @Test
    void everyReduction_keepsTheRulesAndIsSmaller() {
        List<Program> programs = new ArrayList<>(programs(40));
        programs.add(START);
        programs.addAll(JqwikGenerator.sequences("objcg", Vocabulary.of(EnumSet.range(Verb.MKDIR, Verb.SLABINFO)))
                .first(10, 1));
        for (Program program : programs) {
            assertThat(Reductions.of(program)).isNotEmpty().allSatisfy(smaller -> {
                assertThat(ProgramRules.allows(smaller)).isTrue();
                assertThat(SIZE.compare(smaller, program))
                        .as("%s%nto%n%s", program, smaller)
                        .isNegative();
            });
        }
    }

    private static List<Program> programs(int count) {
        return JqwikGenerator.concurrent("objcg", Vocabulary.of(EnumSet.range(Verb.MKDIR, Verb.SLABINFO)))
                .first(count, 7);
    }

    /** The order that {@link Reductions} promise to go down. */
    private static final Comparator<Program> SIZE = Comparator.<Program>comparingInt(
                    program -> program.threads().size())
            .thenComparingInt(Program::size)
            .thenComparingInt(program -> Edits.segmentPlaces(program).size())
            .thenComparingInt(program ->
                    program.world().groups().size() + program.world().caches().size())
            .thenComparingInt(program -> program.expectations().size())
            .thenComparingInt(MinimiserTest::words)
            .thenComparingLong(MinimiserTest::numbers)
            .thenComparingLong(program -> segments(program)
                    .filter(segment -> !segment.group().equals("root"))
                    .count())
            .thenComparingInt(program -> program.world().geometry().equals(Geometry.SMALL) ? 0 : 1);

    private static Stream<Segment> segments(Program program) {
        return Stream.of(program.before(), program.threads(), program.after()).flatMap(List::stream);
    }

    private static int words(Program program) {
        int inOperations = Step.of(program).stream()
                .mapToInt(step -> step.operation().arguments().size())
                .sum();
        int traits = program.world().caches().stream()
                .mapToInt(cache -> cache.flags().size())
                .sum();
        long limits = program.world().groups().stream()
                .filter(group -> group.limit() != null)
                .count();
        return inOperations + traits + (int) limits;
    }

    private static long numbers(Program program) {
        long inOperations = Step.of(program).stream()
                .flatMap(step -> step.operation().arguments().stream())
                .filter(word -> Character.isDigit(word.charAt(0)))
                .mapToLong(Long::parseLong)
                .sum();
        long limits = program.world().groups().stream()
                .map(Group::limit)
                .mapToLong(limit -> limit == null ? 0 : limit)
                .sum();
        long sizes =
                program.world().caches().stream().mapToLong(Cache::objectSize).sum();
        return inOperations
                + limits
                + sizes
                + program.world().cpus()
                + segments(program).mapToLong(Segment::cpu).sum();
    }
}
