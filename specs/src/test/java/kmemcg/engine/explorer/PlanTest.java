package kmemcg.engine.explorer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.List;
import kmemcg.design.Verb;
import kmemcg.design.Vocabulary;
import kmemcg.program.Program;
import kmemcg.program.generate.JqwikGenerator;
import org.junit.jupiter.api.Test;

/** Which programs an undirected search has, although none is made before it is asked for. */
final class PlanTest {
    private static final Vocabulary ALL = Vocabulary.of(EnumSet.allOf(Verb.class));

    @Test
    void plan_isAllPairsASampleOfTriplesAndGeneratedPrograms() {
        List<Program> programs = Plan.programs("objcg", ALL, 3, 1);
        assertThat(programs).hasSize(5_108 + 1_087 + 200);
        assertThat(programs.get(0)).isEqualTo(Small.FAMILY.get(0));
        assertThat(programs.get(5_107)).isEqualTo(Small.FAMILY.get(5_107));
        assertThat(programs.get(5_108)).isEqualTo(Small.FAMILY.get(5_111));
        assertThat(programs.get(6_194)).isEqualTo(Small.FAMILY.get(5_111 + 1_086 * 250));
        List<Program> generated = JqwikGenerator.concurrent("objcg", ALL).first(200, 3);
        assertThat(programs.subList(6_195, 6_395)).isEqualTo(generated);
    }

    @Test
    void effort_changesTheSampleAndWhatIsGenerated() {
        assertThat(Plan.programs("objcg", ALL, 1, 0.01)).hasSize(5_108 + 11 + 2);
        assertThat(Plan.programs("objcg", ALL, -1, 10)).hasSize(5_108 + 10_867 + 2_000);
    }
}
