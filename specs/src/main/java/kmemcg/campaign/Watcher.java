package kmemcg.campaign;

import java.nio.file.Path;
import java.time.Duration;
import kmemcg.counterexample.Counterexample;
import kmemcg.engine.Monitor;
import kmemcg.engine.Subject;

/** Sees a campaign while it runs, and may end it. */
public interface Watcher {
    /**
     * A search begins.
     *
     * @param subject its name
     * @param engine its name
     * @param atMost the time it may take
     * @param monitor says how far it is
     */
    void begins(String subject, String engine, Duration atMost, Monitor monitor);

    /** A counterexample was found and written. */
    void found(Subject subject, Counterexample counterexample, Path file);

    /** Whether the campaign is to end as soon as it can; asked often, by many threads. */
    boolean wantsEnd();
}
