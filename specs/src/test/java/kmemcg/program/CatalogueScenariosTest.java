package kmemcg.program;

import static org.assertj.core.api.Assertions.assertThat;

import kmemcg.design.Catalogue;
import kmemcg.design.HistoricalBug;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The smallest scenarios of the historical bugs are programs, within the rules, and written as we print them. */
class CatalogueScenariosTest {
    static Iterable<HistoricalBug> bugs() {
        return Catalogue.bugs();
    }

    @ParameterizedTest
    @MethodSource("bugs")
    void scenario_isAProgram_inCanonicalForm(HistoricalBug bug) {
        Program program = ProgramParser.parse(bug.name(), bug.scenario());
        assertThat(program.toString()).isEqualTo(bug.scenario());
        assertThat(program.design()).isEqualTo(bug.design());
    }
}
