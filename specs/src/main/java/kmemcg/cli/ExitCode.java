package kmemcg.cli;

import java.util.Collection;
import java.util.List;
import kmemcg.engine.Verdict.Outcome;

/**
 * What the process says when it ends. One that a signal ends says 128 and the signal's number, as the shell has it, whatever was
 * found before: 130 after Ctrl-C.
 */
public final class ExitCode {
    /** Everything that was checked holds. */
    public static final int HOLDS = 0;

    /** A violation was found. */
    public static final int VIOLATED = 1;

    /** Wrong usage or unreadable input. */
    public static final int BAD_INPUT = 2;

    /** A bound or a budget was reached before the answer; of {@code replay}: the file has gone stale. */
    public static final int INCONCLUSIVE = 3;

    /** kmemcg itself failed. */
    public static final int TOOL_ERROR = 4;

    /** A violation is true whatever else happened; then comes what was not done at all, then what was done in part. */
    private static final List<Integer> BY_WEIGHT = List.of(VIOLATED, TOOL_ERROR, BAD_INPUT, INCONCLUSIVE, HOLDS);

    private ExitCode() {}

    static int of(Outcome outcome) {
        return switch (outcome) {
            case HOLDS -> HOLDS;
            case VIOLATED -> VIOLATED;
            case BOUNDED -> INCONCLUSIVE;
            case TOOL_ERROR -> TOOL_ERROR;
        };
    }

    /** The weightiest of several, which must be at least one. */
    static int worst(Collection<Integer> codes) {
        return BY_WEIGHT.stream().filter(codes::contains).findFirst().orElseThrow();
    }
}
