package kmemcg.explore.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Both oracles against litmus shapes whose outcomes are known. */
class ShapesTest {
    static List<Shape> shapes() {
        return Shapes.all();
    }

    @Test
    void table_isWhole() {
        assertThat(shapes()).hasSize(57).extracting(Shape::name).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void interleavings_giveTheKnownOutcomes(Shape shape) {
        Behaviours behaviours = Interleavings.of(shape.program());
        assertThat(printed(behaviours.outcomes())).isEqualTo(shape.sc());
        assertThat(printed(behaviours.stuck())).isEqualTo(shape.stuck());
        assertThat(behaviours.hazards()).isEqualTo(shape.hazards());
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void storeBuffers_giveTheKnownOutcomes(Shape shape) {
        Behaviours behaviours = StoreBuffers.of(shape.program());
        assertThat(printed(behaviours.outcomes())).isEqualTo(shape.tso());
        assertThat(printed(behaviours.stuck())).isEqualTo(shape.stuck());
        assertThat(behaviours.hazards()).isEqualTo(shape.hazards());
    }

    private static Set<String> printed(Set<Outcome> outcomes) {
        return outcomes.stream().map(Outcome::toString).collect(Collectors.toSet());
    }
}
