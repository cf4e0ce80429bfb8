package kmemcg.report;

import java.io.PrintWriter;
import java.time.Duration;

/**
 * How something goes, for whoever waits. On a terminal one line that is written over again and again, and is gone at the end;
 * elsewhere a line now and then, so that the log of a long run shows that it lives. Several threads may write.
 */
public final class ProgressLine implements AutoCloseable {
    private static final int WIDTH = 78;
    private static final String ERASE = "\r\u001B[K";
    private static final Duration ON_TERMINAL = Duration.ofMillis(500);
    private static final Duration ELSEWHERE = Duration.ofSeconds(10);
    private static final Duration VERBOSE = Duration.ofSeconds(1);

    private final PrintWriter err;
    private final boolean terminal;
    private final Detail detail;
    private boolean isClosed;

    /** One that tells as much as usual. */
    public ProgressLine(PrintWriter err, boolean terminal) {
        this(err, terminal, Detail.USUAL);
    }

    /**
     * Nothing is shown yet.
     *
     * @param terminal whether a line can be written over
     * @param detail quiet: nothing at all; verbose: a line more often, each of which stays
     */
    public ProgressLine(PrintWriter err, boolean terminal, Detail detail) {
        this.err = err;
        this.terminal = terminal && detail == Detail.USUAL;
        this.detail = detail;
    }

    /** How often it should be shown anew. */
    public Duration period() {
        if (detail == Detail.VERBOSE) {
            return VERBOSE;
        }
        return terminal ? ON_TERMINAL : ELSEWHERE;
    }

    /** Shows this at once where that replaces what was there, or where all is told. */
    public synchronized void begin(String text) {
        if (terminal || detail == Detail.VERBOSE) {
            show(text);
        }
    }

    /** Shows this; to be called once in a period. Whoever is late shows nothing. */
    public synchronized void show(String text) {
        if (isClosed || detail == Detail.QUIET) {
            return;
        }
        write(terminal ? ERASE + (text.length() > WIDTH ? text.substring(0, WIDTH) : text) : text + "\n");
    }

    /** Makes room for other output until that is written. */
    public synchronized void aside(Runnable output) {
        clear();
        output.run();
    }

    private void clear() {
        if (terminal) {
            write(ERASE);
        }
    }

    @Override
    public synchronized void close() {
        clear();
        isClosed = true;
    }

    private void write(String text) {
        err.print(text);
        err.flush();
    }
}
