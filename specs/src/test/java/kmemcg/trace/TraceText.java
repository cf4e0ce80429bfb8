package kmemcg.trace;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/** A recording's text in memory, so that a test can change it and check the result. */
final class TraceText {
    private static final Pattern EVENT = Pattern.compile(" (\\d+\\.\\d{6}): (\\w+):");

    private final Path original;
    private final Path changed;
    private final List<String> lines;

    /** Loads a recording; what is changed goes to {@code scratch}, without the counts that would give it away. */
    TraceText(Path original, Path scratch) {
        this.original = original;
        this.changed = scratch;
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(original.resolve("raw.trace.gz"))), StandardCharsets.UTF_8))) {
            this.lines = reader.lines().toList();
            Files.write(scratch.resolve("snapshots.json"), Files.readAllBytes(original.resolve("snapshots.json")));
            String meta = Files.readString(original.resolve("meta.json"));
            Files.writeString(scratch.resolve("meta.json"), meta.replace("\"event_counts\"", "\"not_counted\""));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path original() {
        return original;
    }

    List<String> lines() {
        return lines;
    }

    Outcome check(List<String> tampered) {
        try {
            Files.write(changed.resolve("raw.trace"), tampered);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return TraceCheck.run(changed);
    }

    static String event(String line) {
        Matcher match = EVENT.matcher(line);
        return !line.startsWith("#") && match.find() ? match.group(2) : "";
    }

    static String stamp(String line) {
        Matcher match = EVENT.matcher(line);
        return match.find() ? match.group(1) : "";
    }
}
