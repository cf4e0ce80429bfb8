package kmemcg.engine.lincheck;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What no interleaving needs to see: Lincheck is told to ignore all calls of this class. */
final class Backstage {
    private @Nullable Trial trial;
    private @Nullable Execution execution;

    void boot(Trial begun, Interleaved lincheck) {
        trial = begun;
        execution = begun.boot(new Turns(lincheck));
    }

    Execution execution() {
        return Objects.requireNonNull(execution, "boot comes first");
    }

    void validate() {
        Objects.requireNonNull(trial, "boot comes first").validate();
    }
}
