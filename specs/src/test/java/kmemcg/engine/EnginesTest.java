package kmemcg.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import kmemcg.input.InputError;
import org.junit.jupiter.api.Test;

class EnginesTest {
    private static final Engines ENGINES =
            Engines.of(named("zebra"), named("lincheck"), named("ant"), named("sequences"), named("races"));

    private static Engine named(String name) {
        return new Engine() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public String explanation() {
                return "does nothing";
            }

            @Override
            public Verdict check(Subject subject, Search search) {
                throw new UnsupportedOperationException(name);
            }
        };
    }

    @Test
    void engines_standInTheOrderOfTheirCost() {
        assertThat(ENGINES.names()).containsExactly("sequences", "lincheck", "races", "ant", "zebra");
    }

    @Test
    void namedEngines_keepTheOrderOfTheirCost() {
        assertThat(ENGINES.named(List.of("races", "sequences")))
                .extracting(Engine::name)
                .containsExactly("sequences", "races");
        assertThat(ENGINES.named(List.of())).isEqualTo(ENGINES.all());
    }

    @Test
    void unknownEngine_isInputErrorWithTheNearestName() {
        assertThatThrownBy(() -> ENGINES.named(List.of("sequences", "linchek")))
                .isInstanceOf(InputError.class)
                .hasMessageContaining("there is no engine linchek")
                .hasMessageContaining("--engine")
                .hasMessageContaining("take lincheck");
    }
}
