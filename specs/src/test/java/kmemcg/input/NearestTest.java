package kmemcg.input;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class NearestTest {
    @Test
    void nearestWord_isFoundByEditsAndSwaps() {
        assertThat(Nearest.distance("kfree", "kfree")).isZero();
        assertThat(Nearest.distance("kfree", "krfee")).isEqualTo(1);
        assertThat(Nearest.distance("", "abc")).isEqualTo(3);
        assertThat(Nearest.distance("offline", "ofline")).isEqualTo(1);
        assertThat(Nearest.of("usgae", Set.of("usage", "drain"))).isEqualTo("usage");
        assertThat(Nearest.of("xyzzy", Set.of("usage", "drain"))).isNull();
    }

    @Test
    void unknownName_isAnsweredWithTheNearestOrWithAll() {
        List<String> designs = List.of("objcg", "percache");
        assertThat(Nearest.unknown("design", "objgc", "the command line", designs))
                .message()
                .isEqualToNormalizingNewlines("""
                        there is no design objgc
                          at:   the command line
                          mend: take objcg""");
        assertThat(Nearest.unknown("design", "xyzzy", "the command line", designs))
                .hasMessageContaining("mend: take one of: objcg, percache");
    }

    @Test
    void hugeWord_isNotCompared() {
        assertThat(Nearest.of("o".repeat(100_000), Set.of("objcg"))).isNull();
    }
}
