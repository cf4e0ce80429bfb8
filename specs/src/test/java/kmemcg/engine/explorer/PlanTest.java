package kmemcg.engine.explorer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import kmemcg.design.Vocabulary;
import kmemcg.program.Program;
import kmemcg.program.generate.JqwikGenerator;
import org.junit.jupiter.api.Test;

/** Which programs an undirected search has, although none is made before it is asked for. */
final class PlanTest {
    private static final Vocabulary ALL = Small.WORDS;

    private static final int PAIRS = 5_514;

    /** At most 600 in each of eight worlds: the first has 112,148, of which every 187th is one, and tight and listed have 192 and 532 in all. */
    @Test
    void plan_isAllPairsASampleOfTriplesAndGeneratedPrograms() {
        List<Program> programs = Plan.programs("objcg", ALL, 3, 1);
        int triples = 600 + 598 + 598 + 192 + 3 * 584 + 532;
        assertThat(programs).hasSize(PAIRS + triples + 200);
        assertThat(programs.get(0)).isEqualTo(Small.FAMILY.get(0));
        assertThat(programs.get(PAIRS - 1)).isEqualTo(Small.FAMILY.get(PAIRS - 1));
        assertThat(programs.get(PAIRS)).isEqualTo(Small.FAMILY.get(PAIRS + 3));
        assertThat(programs.get(PAIRS + 599)).isEqualTo(Small.FAMILY.get(PAIRS + 3 + 599 * 187));
        List<Program> generated = JqwikGenerator.concurrent("objcg", ALL).first(200, 3);
        assertThat(programs.subList(PAIRS + triples, PAIRS + triples + 200)).isEqualTo(generated);
    }

    @Test
    void effort_changesTheSampleAndWhatIsGenerated() {
        assertThat(Plan.programs("objcg", ALL, 1, 0.01)).hasSize(PAIRS + 8 * 6 + 2);
        assertThat(Plan.programs("objcg", ALL, -1, 10)).hasSize(PAIRS + 24_757 + 2_000);
    }
}
