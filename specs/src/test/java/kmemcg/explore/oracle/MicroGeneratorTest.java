package kmemcg.explore.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whether random programs are repeatable, small, and rich in what can go wrong. */
class MicroGeneratorTest {
    private static List<MicroProgram> programs(MicroGenerator generator, int count) {
        return Stream.generate(generator::next).limit(count).toList();
    }

    @Test
    void equalSeeds_giveEqualPrograms() {
        assertThat(programs(new MicroGenerator(7), 20)).isEqualTo(programs(new MicroGenerator(7), 20));
        assertThat(programs(new MicroGenerator(7), 20)).isNotEqualTo(programs(new MicroGenerator(8), 20));
    }

    @Test
    void largePrograms_areDiscardedAndCounted() {
        MicroGenerator generator = new MicroGenerator(1);
        assertThat(programs(generator, 1000)).allMatch(program -> MicroGenerator.interleavings(program) <= 200_000);
        assertThat(generator.discarded()).isEqualTo(80);
    }

    @Test
    void interleavings_countASynchronizeAsTwoSteps() {
        List<MicroOp> two = List.of(MicroOp.mb(), MicroOp.mb());
        assertThat(MicroGenerator.interleavings(new MicroProgram(List.of(two, two))))
                .isEqualTo(6);
        assertThat(MicroGenerator.interleavings(new MicroProgram(List.of(two, List.of(MicroOp.sync())))))
                .isEqualTo(6);
    }

    @ParameterizedTest
    @EnumSource(MicroOp.Kind.class)
    void eachKind_isInEveryTwelfthProgram(MicroOp.Kind kind) {
        assertThat(programs(new MicroGenerator(1), 1200).stream().filter(program -> program.uses(kind)))
                .hasSizeGreaterThan(100);
    }

    /** Of 2,000 programs: how many get stuck, misuse the object, and are kept from that by a grace period only. */
    @Test
    void mistakes_areFrequent() {
        List<MicroProgram> programs = programs(new MicroGenerator(1), 2000);
        assertThat(List.of(
                        count(
                                programs,
                                program -> !Interleavings.of(program).stuck().isEmpty()),
                        count(programs, program -> hazards(program).contains(Hazard.USE_AFTER_FREE)),
                        count(programs, program -> hazards(program).contains(Hazard.DOUBLE_FREE)),
                        count(programs, MicroGeneratorTest::isSavedByGracePeriods)))
                .containsExactly(456L, 93L, 71L, 5L);
    }

    private static long count(List<MicroProgram> programs, Predicate<MicroProgram> property) {
        return programs.stream().filter(property).count();
    }

    private static boolean isSavedByGracePeriods(MicroProgram program) {
        return hazards(program).isEmpty() && !hazards(Variants.hasty(program)).isEmpty();
    }

    private static Set<Hazard> hazards(MicroProgram program) {
        return Interleavings.of(program).hazards();
    }
}
