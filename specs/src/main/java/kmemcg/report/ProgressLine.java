package kmemcg.report;

import java.io.PrintWriter;

/** One line on a terminal that is written over again and again, and is gone at the end; nothing if there is no terminal. */
public final class ProgressLine implements AutoCloseable {
    private static final int WIDTH = 78;
    private static final String ERASE = "\r\u001B[K";

    private final PrintWriter err;
    private final boolean terminal;

    public ProgressLine(PrintWriter err, boolean terminal) {
        this.err = err;
        this.terminal = terminal;
    }

    /** Shows this instead of what was there. */
    public void show(String text) {
        write(ERASE + (text.length() > WIDTH ? text.substring(0, WIDTH) : text));
    }

    /** Makes room for other output. */
    public void clear() {
        write(ERASE);
    }

    @Override
    public void close() {
        clear();
    }

    private void write(String text) {
        if (terminal) {
            err.print(text);
            err.flush();
        }
    }
}
