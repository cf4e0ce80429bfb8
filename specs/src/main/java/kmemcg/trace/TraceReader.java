package kmemcg.trace;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import kmemcg.input.InputError;
import org.jspecify.annotations.Nullable;

/** Reads {@code raw.trace.gz} (or {@code raw.trace}) of a recording line by line; nothing before the line is kept. */
final class TraceReader implements Closeable {
    private static final String COMPRESSED = "raw.trace.gz";
    private static final String PLAIN = "raw.trace";
    private static final int BUFFER = 1 << 16;
    private static final long SOFTIRQ = 1L << 40;
    private static final long HARDIRQ = 2L << 40;
    private static final long IDLE = 3L << 40;

    private static final Pattern LINE = Pattern.compile(
            "\\s*.*?-(\\d+)\\s+(?:\\([^)]*\\)\\s+)?\\[(\\d+)]\\s+(\\S{2,6})\\s+(\\d{1,9})\\.(\\d{6}): (\\w+): ?(.*)");
    private static final Pattern LOST = Pattern.compile("CPU:(\\d+) \\[LOST (\\d+) EVENTS].*");

    private final Path file;
    private final BoundedLines lines;
    private long lost;

    private TraceReader(Path file, InputStream in) {
        this.file = file;
        this.lines = new BoundedLines(file, in);
    }

    /** Opens the trace of a recording's directory. */
    static TraceReader open(Path directory) {
        Path compressed = directory.resolve(COMPRESSED);
        Path plain = directory.resolve(PLAIN);
        try {
            if (Files.isRegularFile(compressed)) {
                return new TraceReader(compressed, new GZIPInputStream(Files.newInputStream(compressed), BUFFER));
            }
            if (Files.isRegularFile(plain)) {
                return new TraceReader(plain, Files.newInputStream(plain));
            }
        } catch (IOException e) {
            throw new InputError(
                    "not a readable gzip file: " + e.getMessage(),
                    compressed.toString(),
                    "compress the trace with gzip, or name it " + PLAIN);
        }
        throw new InputError(
                "no trace in this directory",
                directory.toString(),
                "put %s or %s there, as `kmemcg trace --recorder` writes it".formatted(COMPRESSED, PLAIN));
    }

    /** Events the kernel says it lost, so far. */
    long lost() {
        return lost;
    }

    Path file() {
        return file;
    }

    /** The next event, or null at the end. */
    @Nullable
    TraceLine next() {
        for (String text = lines.readLine(); text != null; text = lines.readLine()) {
            if (text.isBlank() || text.startsWith("#")) {
                continue;
            }
            Matcher match = LINE.matcher(text);
            if (match.matches()) {
                return line(text, match);
            }
            noteLost(text);
        }
        return null;
    }

    private TraceLine line(String text, Matcher match) {
        int cpu = Integer.parseInt(match.group(2));
        long micros = Long.parseLong(match.group(4)) * 1_000_000 + Long.parseLong(match.group(5));
        long context = context(Long.parseLong(match.group(1)), cpu, match.group(3));
        String name = String.valueOf(file.getFileName());
        return new TraceLine(name, lines.number(), text, context, cpu, micros, match.group(6), match.group(7));
    }

    /** The third flag says who runs; the task's name says nothing then, since it was merely interrupted. */
    private static long context(long pid, int cpu, String flags) {
        return switch (flags.charAt(2 < flags.length() ? 2 : 0)) {
            case 's' -> SOFTIRQ | cpu;
            case 'h', 'H', 'z', 'Z' -> HARDIRQ | cpu;
            default -> pid == 0 ? IDLE | cpu : pid;
        };
    }

    private void noteLost(String text) {
        Matcher match = LOST.matcher(text);
        if (!match.matches()) {
            throw new InputError(
                    "this is not a line of an ftrace text: " + text.substring(0, Math.min(text.length(), 80)),
                    file + " line " + lines.number(),
                    "give the text of /sys/kernel/tracing/trace, whole");
        }
        lost += Long.parseLong(match.group(2));
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
