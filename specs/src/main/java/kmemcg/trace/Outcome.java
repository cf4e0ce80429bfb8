package kmemcg.trace;

import java.nio.file.Path;

/**
 * What checking one recording came to.
 *
 * @param directory the recording
 * @param kernel kernel release
 * @param scenario the recording's name
 * @param events lines of the trace
 * @param readings usage readings compared with a replayed counter
 * @param matched those of them the replay reproduced
 * @param ledger every rule's checks and failures, every excuse, the first divergence
 */
public record Outcome(
        Path directory, String kernel, String scenario, long events, long readings, long matched, Ledger ledger) {
    /** True when every rule held at every check. */
    public boolean holds() {
        return ledger.first() == null;
    }
}
