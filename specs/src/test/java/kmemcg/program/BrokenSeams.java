package kmemcg.program;

import com.fasterxml.jackson.databind.ObjectMapper;
import net.jqwik.api.Arbitrary;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import picocli.CommandLine;

/** Libraries used outside their seams; each class uses one. */
public final class BrokenSeams {
    private BrokenSeams() {}

    record UsesLincheck(ModelCheckingOptions options) {}

    record UsesPicocli(CommandLine line) {}

    record UsesJackson(ObjectMapper mapper) {}

    /** Allowed, as long as nobody else does. */
    public record UsesJqwik(Arbitrary<String> names) {}
}
