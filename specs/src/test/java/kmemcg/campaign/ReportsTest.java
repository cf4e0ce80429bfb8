package kmemcg.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import kmemcg.counterexample.CounterexampleReader;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The reports on what kernels may still do wrong quote the interleavings that are replayed. */
class ReportsTest {
    @ParameterizedTest
    @ValueSource(strings = {"add-sets-bit-on-wrong-memcg", "bit-cleared-for-registering-shrinker"})
    void report_quotesTheCounterexampleOfTheCorpus(String bug) throws Exception {
        Path kept = Path.of("corpus", bug + "-explorer.txt");
        assertThat(ReportText.lanes(Path.of("reports", bug + ".txt")))
                .isNotEmpty()
                .isEqualTo(CounterexampleReader.read(kept).violation().steps().stream()
                        .filter(line -> line.startsWith("| "))
                        .map(line -> line.substring(2))
                        .toList());
    }
}
