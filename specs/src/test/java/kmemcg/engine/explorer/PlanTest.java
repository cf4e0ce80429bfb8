package kmemcg.engine.explorer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import kmemcg.design.Vocabulary;
import kmemcg.program.Program;
import kmemcg.program.generate.JqwikGenerator;
import org.junit.jupiter.api.Test;

/** Which programs an undirected search has, although none is made before it is asked for. */
final class PlanTest {
    private static final Vocabulary ALL = Small.DESIGN.vocabulary();

    @Test
    void plan_isAllPairsASampleOfTriplesAndGeneratedPrograms() {
        List<Program> programs = Plan.programs("objcg", ALL, 3, 1);
        assertThat(programs).hasSize(5_144 + 1_088 + 200);
        assertThat(programs.get(0)).isEqualTo(Small.FAMILY.get(0));
        assertThat(programs.get(5_143)).isEqualTo(Small.FAMILY.get(5_143));
        assertThat(programs.get(5_144)).isEqualTo(Small.FAMILY.get(5_147));
        assertThat(programs.get(6_231)).isEqualTo(Small.FAMILY.get(5_147 + 1_087 * 250));
        List<Program> generated = JqwikGenerator.concurrent("objcg", ALL).first(200, 3);
        assertThat(programs.subList(6_232, 6_432)).isEqualTo(generated);
    }

    @Test
    void effort_changesTheSampleAndWhatIsGenerated() {
        assertThat(Plan.programs("objcg", ALL, 1, 0.01)).hasSize(5_144 + 11 + 2);
        assertThat(Plan.programs("objcg", ALL, -1, 10)).hasSize(5_144 + 10_875 + 2_000);
    }
}
