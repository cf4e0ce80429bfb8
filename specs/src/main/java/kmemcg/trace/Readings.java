package kmemcg.trace;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import kmemcg.input.InputError;
import org.jspecify.annotations.Nullable;

/**
 * The readings of snapshots.json, merged with the trace by time. A read takes a while: it must show one of the values
 * the replayed quantity had from its start to its end.
 */
final class Readings implements Closeable {
    /** Both clocks are printed in microseconds, rounded differently. */
    private static final long ROUNDING = 1;

    private static final Map<String, Counter> COUNTERS = Map.of(
            "memory.current", Counter.MEMORY,
            "memory.usage_in_bytes", Counter.MEMORY,
            "memory.memsw.usage_in_bytes", Counter.MEMSW,
            "memory.kmem.usage_in_bytes", Counter.KMEM);

    /** A file being read, and the values its quantity had so far. */
    private record Open(Reading reading, Group group, Set<Long> values, long changesBefore) {}

    private final Kernel kernel;
    private final StatReadings stat;
    private final SnapshotReader snapshots;
    private final List<Open> open = new ArrayList<>();
    private final Map<String, Long> ofSnapshot = new HashMap<>();
    private @Nullable Reading next;
    private boolean started;
    private long snapshot = -1;
    private long changesAtRead;
    private long counters;
    private long matched;

    Readings(Kernel kernel, SnapshotReader snapshots) {
        this.kernel = kernel;
        this.stat = new StatReadings(kernel);
        this.snapshots = snapshots;
        this.next = snapshots.next();
    }

    /** Readings of usage files that were compared. */
    long counters() {
        return counters;
    }

    /** Those of them that the replay reproduced. */
    long matched() {
        return matched;
    }

    /** Time has come to a line: reads that ended before it are compared, those that have begun are opened. */
    void advance(long micros) {
        close(micros - ROUNDING);
        for (Reading reading = next; reading != null && reading.from() - ROUNDING <= micros; reading = next) {
            begin(reading, started || reading.to() >= micros);
            next = following(reading);
        }
        started = true;
    }

    /** A line has been replayed: the quantities may have moved. */
    void moved() {
        for (Open read : open) {
            read.values.add(quantity(read.reading, read.group));
        }
    }

    /** The trace is at its end: whatever was read later shows the last values. */
    void finish() {
        close(Long.MAX_VALUE);
        for (Reading reading = next; reading != null; reading = next) {
            begin(reading, true);
            close(Long.MAX_VALUE);
            next = following(reading);
        }
    }

    private @Nullable Reading following(Reading reading) {
        Reading following = snapshots.next();
        if (following != null && following.from() < reading.from()) {
            throw new InputError(
                    "readings are not in the order of time",
                    SnapshotReader.NAME + " reading " + following.line(),
                    "sort them by t");
        }
        return following;
    }

    private void begin(Reading reading, boolean duringTrace) {
        if (reading.name().equals("note")) {
            note(reading, duringTrace);
            return;
        }
        Group group = kernel.groups.withPath(reading.cgroup());
        if (group == null || group == kernel.groups.root() || !reading.isThere()) {
            return;
        }
        if (!duringTrace) {
            learn(reading, group);
        } else if (isChecked(reading)) {
            Open read = new Open(reading, group, new TreeSet<>(), kernel.counters.changes());
            read.values.add(quantity(reading, group));
            open.add(read);
        }
    }

    /** What the recorder made before the trace began: {@code mkdir} notes tell path and id. */
    private void note(Reading reading, boolean duringTrace) {
        String[] words = reading.content().split(" cgroup_id=", -1);
        if (!duringTrace && reading.label().equals("mkdir") && words.length == 2) {
            long id = Long.parseLong(words[1].strip());
            Group above = kernel.groups.above(words[0]);
            kernel.groups.older(id, words[0], above == null ? kernel.groups.root() : above);
        }
    }

    private void learn(Reading reading, Group group) {
        Counter counter = COUNTERS.get(reading.name());
        if (counter != null && kernel.meta.records("pc_try_charge")) {
            kernel.counters.learn(counter, group, pages(reading));
            kernel.ledger.excuse(Excuse.START_NOT_SEEN);
        } else if (reading.name().equals("memory.stat")) {
            stat.learn(reading, group);
        }
    }

    private boolean isChecked(Reading reading) {
        return COUNTERS.containsKey(reading.name())
                ? kernel.meta.records("pc_try_charge")
                : reading.name().equals("memory.stat");
    }

    private long quantity(Reading reading, Group group) {
        Counter counter = COUNTERS.get(reading.name());
        return counter == null ? 0 : kernel.counters.usage(counter, group);
    }

    private void close(long before) {
        for (Iterator<Open> reads = open.iterator(); reads.hasNext(); ) {
            Open read = reads.next();
            if (read.reading.to() < before) {
                compare(read);
                reads.remove();
            }
        }
    }

    private void compare(Open read) {
        if (!COUNTERS.containsKey(read.reading.name())) {
            stat.compare(read.reading, read.group);
            return;
        }
        long pages = pages(read.reading);
        counters++;
        boolean same = kernel.ledger.check(
                Rule.COUNTER_READING,
                read.values.contains(pages),
                read.reading,
                () -> "%s pages".formatted(read.values),
                () -> pages + " pages");
        matched += same ? 1 : 0;
        if (same && read.values.size() > 1) {
            kernel.ledger.excuse(Excuse.READ_DURING_CHANGE);
        }
        withParent(read, pages);
    }

    private void withParent(Open read, long pages) {
        Reading reading = read.reading;
        if (reading.snap() != snapshot || changesAtRead != read.changesBefore) {
            ofSnapshot.clear();
        }
        snapshot = reading.snap();
        changesAtRead = kernel.counters.changes();
        ofSnapshot.put(reading.name() + reading.cgroup(), pages);
        Group parent = read.group.parent;
        Long above = parent == null ? null : ofSnapshot.get(reading.name() + parent.path);
        if (above != null) {
            kernel.ledger.check(
                    Rule.PARENT_READS_CHILD,
                    above >= pages,
                    reading,
                    () -> "at most the %d pages of %s".formatted(above, parent),
                    () -> pages + " pages");
        }
    }

    private long pages(Reading reading) {
        try {
            long bytes = Long.parseLong(reading.content().strip());
            if (bytes % kernel.meta.pageSize() == 0) {
                return bytes / kernel.meta.pageSize();
            }
        } catch (NumberFormatException e) {
            // reported below: a text is as wrong as half a page
        }
        throw new InputError(
                "%s of %s is not a whole number of pages: %s"
                        .formatted(
                                reading.name(),
                                reading.cgroup(),
                                reading.content().strip()),
                SnapshotReader.NAME + " reading " + reading.line(),
                "give snapshots.json as the recorder wrote it");
    }

    @Override
    public void close() throws IOException {
        snapshots.close();
    }
}
