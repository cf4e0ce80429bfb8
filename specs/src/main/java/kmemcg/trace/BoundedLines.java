package kmemcg.trace;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.zip.ZipException;
import kmemcg.input.InputError;
import org.jspecify.annotations.Nullable;

/** Lines of a stream, none longer than a bound: a longer one is refused before it is held in memory. */
final class BoundedLines implements Closeable {
    /** ftrace itself prints at most one page a line. */
    static final int LONGEST_LINE = 64 * 1024;

    private static final int CHUNK = 1 << 16;

    private final Path file;
    private final InputStream in;
    private final byte[] chunk = new byte[CHUNK];
    private final byte[] line = new byte[LONGEST_LINE];
    private int next;
    private int filled;
    private long number;

    BoundedLines(Path file, InputStream in) {
        this.file = file;
        this.in = in;
    }

    /** Number of the last line returned, from 1. */
    long number() {
        return number;
    }

    /** The next line without its end, or null at the end of the stream. */
    @Nullable
    String readLine() {
        int length = 0;
        for (int b = read(); ; b = read()) {
            if (b < 0 && length == 0) {
                return null;
            }
            if (b < 0 || b == '\n') {
                number++;
                return new String(line, 0, length, StandardCharsets.UTF_8);
            }
            if (length == LONGEST_LINE) {
                throw new InputError(
                        "a line is longer than %,d bytes".formatted(LONGEST_LINE),
                        file + " line " + (number + 1),
                        "give an ftrace text as the kernel prints it, one event a line");
            }
            line[length++] = (byte) b;
        }
    }

    private int read() {
        if (next == filled) {
            filled = fill();
            next = 0;
        }
        return filled < 0 ? -1 : chunk[next++] & 0xff;
    }

    private int fill() {
        try {
            return filled < 0 ? -1 : in.read(chunk);
        } catch (EOFException | ZipException e) {
            throw new InputError(
                    "the compressed trace is cut short or damaged: " + e.getMessage(),
                    file + " after line " + number,
                    "copy the file again, or record again; `gzip -t` tells whether a copy is whole");
        } catch (IOException e) {
            throw new InputError("cannot read: " + e.getMessage(), file + " after line " + number, "check the file");
        }
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
