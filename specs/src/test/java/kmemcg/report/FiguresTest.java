package kmemcg.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FiguresTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0 ms",
        "412, 412 ms",
        "1000, 1.0 s",
        "59949, 59.9 s",
        "59950, 1 min 00 s",
        "125000, 2 min 05 s",
        "3599499, 59 min 59 s",
        "3599500, 1 h 00 min",
        "3720000, 1 h 02 min"
    })
    void duration_isReadable(long millis, String text) {
        assertThat(Figures.duration(Duration.ofMillis(millis))).isEqualTo(text);
    }

    @Test
    void count_groupsDigitsAndMakesPlurals() {
        assertThat(Figures.count(1_234_567)).isEqualTo("1,234,567");
        assertThat(Figures.count(1, "design")).isEqualTo("1 design");
        assertThat(Figures.count(0, "design")).isEqualTo("0 designs");
    }
}
