package kmemcg.campaign;

import java.nio.file.Path;
import java.time.Duration;
import kmemcg.counterexample.Counterexample;

/** Sees a campaign while it runs. */
public interface Watcher {
    /**
     * A search begins.
     *
     * @param subject its name
     * @param engine its name
     * @param atMost the time it may take
     */
    void begins(String subject, String engine, Duration atMost);

    /** A counterexample was found and written. */
    void found(Counterexample counterexample, Path file);
}
