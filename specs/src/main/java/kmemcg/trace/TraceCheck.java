package kmemcg.trace;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import kmemcg.input.InputError;

/**
 * Does a recording of a real kernel obey the accounting rules?
 *
 * <p>The trace is read once, line by line, merged by time with the snapshots, and replayed through the reference model
 * ({@code kmemcg.property.reference}); each line and each reading is compared with what the model says it must be. The
 * rules and the figures they were first found to hold with are those of two Debian kernels, Linux 6.1 and 6.12
 * (mm/memcontrol.c). What is kept is what is alive, so memory does not grow with the length of the trace.
 */
public final class TraceCheck {
    private TraceCheck() {}

    /**
     * Checks the recording in a directory: {@code raw.trace.gz} or {@code raw.trace}, {@code snapshots.json} and
     * {@code meta.json}.
     *
     * @throws InputError when a file is missing or cannot be read
     */
    public static Outcome run(Path directory) {
        if (!Files.isDirectory(directory)) {
            throw new InputError("no such directory", directory.toString(), "name the directory of one recording");
        }
        Meta meta = Meta.read(directory);
        Ledger ledger = new Ledger();
        Kernel kernel = new Kernel(meta, ledger);
        try (TraceReader trace = TraceReader.open(directory);
                Readings readings = new Readings(kernel, SnapshotReader.open(directory))) {
            long events = replay(kernel, trace, readings);
            return new Outcome(
                    directory, meta.kernel(), meta.scenario(), events, readings.counters(), readings.matched(), ledger);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long replay(Kernel kernel, TraceReader trace, Readings readings) {
        Replay replay = new Replay(kernel);
        Map<String, Long> counts = new HashMap<>();
        long events = 0;
        TraceLine last = null;
        for (TraceLine line = trace.next(); line != null; line = trace.next()) {
            readings.advance(line.micros());
            replay.line(line);
            readings.moved();
            counts.merge(line.event(), 1L, Long::sum);
            events++;
            last = line;
        }
        if (last == null) {
            throw new InputError("a trace without events", trace.file().toString(), "record again");
        }
        readings.finish();
        complete(kernel, trace, last, counts);
        return events;
    }

    private static void complete(Kernel kernel, TraceReader trace, TraceLine last, Map<String, Long> counts) {
        Meta meta = kernel.meta;
        long lost = trace.lost() + meta.probeMisses();
        kernel.ledger.check(Rule.RECORDING_COMPLETE, lost == 0, last, () -> "no lost events", () -> lost + " lost");
        if (meta.eventCounts().isEmpty()) {
            return;
        }
        TreeSet<String> events = new TreeSet<>(meta.eventCounts().keySet());
        events.addAll(counts.keySet());
        for (String event : events) {
            long expected = meta.eventCounts().getOrDefault(event, 0L);
            long seen = counts.getOrDefault(event, 0L);
            kernel.ledger.check(
                    Rule.RECORDING_COMPLETE,
                    expected == seen,
                    last,
                    () -> "%d lines of %s".formatted(expected, event),
                    () -> seen + " lines");
        }
    }
}
