package kmemcg.cli;

/** What the process says when it ends. */
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

    private ExitCode() {}
}
