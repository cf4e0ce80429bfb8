package kmemcg.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import kmemcg.engine.Progress;
import kmemcg.explore.Estimate;
import org.junit.jupiter.api.Test;

/** What the line says, by a clock that is set. */
class SearchLineTest {
    private static final long START = -7;

    private final SearchLine line = new SearchLine("objcg", "explorer", Duration.ofSeconds(50), START);

    private String at(int seconds, Progress progress) {
        return line.at(START + Duration.ofSeconds(seconds).toNanos(), progress);
    }

    private static Progress programs(long executions, long programs) {
        return new Progress(executions, "executions", programs, 6_395, null);
    }

    private static Progress single(long executions, double total, double spread) {
        return new Progress(executions, "executions", 0, 1, new Estimate(total, spread, 8));
    }

    @Test
    void engineThatSaysNothing_hasTheTimeThatIsLeft() {
        assertThat(at(0, Progress.UNKNOWN)).isEqualTo("objcg, explorer: at most 50.0 s");
        assertThat(at(12, Progress.UNKNOWN)).isEqualTo("objcg, explorer: at most 38.0 s");
        assertThat(at(51, Progress.UNKNOWN)).isEqualTo("objcg, explorer: at most 0 ms");
    }

    @Test
    void manyPrograms_areCountedWithExecutionsAndRate() {
        at(0, programs(0, 0));
        assertThat(at(2, programs(9_000, 1_234)))
                .isEqualTo("objcg, explorer: 1,234 of 6,395 programs, 9,000 executions, 4,500/s, at most 48.0 s");
    }

    @Test
    void rate_isThatOfTheLastSecondsOnly() {
        for (int second = 0; second <= 20; second++) {
            at(second, programs(1_000L * second, 0));
        }
        assertThat(at(21, programs(20_000, 0))).contains(" 800/s,");
        for (int second = 22; second <= 26; second++) {
            at(second, programs(20_007, 0));
        }
        assertThat(at(27, programs(20_014, 0))).contains(" 1.4/s,");
    }

    @Test
    void singleProgram_hasItsTotalWithSpreadAndTheTimeLeft() {
        at(0, single(0, 151_000, 8_000));
        assertThat(at(1, single(1_000, 151_000, 8_000)))
                .isEqualTo(
                        "objcg, explorer: 1,000 of about 151,000 (\u00b1 8,000) executions, 1,000/s, 2 min 30 s left");
        assertThat(at(2, single(2_000, 4_000, 0))).endsWith("2,000 of about 4,000 executions, 1,000/s, 2.0 s left");
    }

    @Test
    void estimateThatWasTooSmall_isOwnedUpTo() {
        at(0, single(900, 1_000, 50));
        assertThat(at(1, single(1_100, 1_000, 50))).endsWith("200/s, more than estimated");
    }

    @Test
    void ages_areToldInDays() {
        assertThat(Figures.seconds(59)).isEqualTo("59.0 s");
        assertThat(Figures.seconds(86_400)).isEqualTo("24 h 00 min");
        assertThat(Figures.seconds(1e18)).isEqualTo("11,574,074,074,074 days");
    }
}
