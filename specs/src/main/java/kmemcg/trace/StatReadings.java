package kmemcg.trace;

import java.util.OptionalLong;

/**
 * Two lines of memory.stat: kernel, in pages, and slab, in bytes.
 *
 * <p>They are per-CPU sums that the kernel flushes late. On 6.1 a read flushes unless fewer updates than CPUs are
 * pending; on 6.12 a read flushes only above 64 updates per CPU, and otherwise a worker does, every two seconds.
 */
final class StatReadings {
    /** Flush period and the time a deferred timer may take on top, in microseconds. */
    private static final long FLUSH_PERIOD = 2_500_000;

    private final Kernel kernel;

    StatReadings(Kernel kernel) {
        this.kernel = kernel;
    }

    /** A reading before the trace begins; where it may be late, the first one at rest is taken instead. */
    void learn(Reading reading, Group group) {
        group.statKnown = !kernel.meta.layout().lazyFlush();
        if (group.statKnown) {
            take(reading, group);
        }
    }

    private void take(Reading reading, Group group) {
        kernel.ledger.excuse(Excuse.START_NOT_SEEN);
        line(reading, "kernel").ifPresent(bytes -> kernel.kernelPages.learn(group, bytes / kernel.meta.pageSize()));
        line(reading, "slab").ifPresent(bytes -> kernel.slabBytes.learn(group, bytes));
    }

    void compare(Reading reading, Group group) {
        if (group.olderThanTrace && !group.statKnown) {
            group.statKnown = isAtRest(reading, group);
            take(reading, group);
            return;
        }
        if (kernel.meta.records("mod_memcg_state")) {
            line(reading, "kernel").ifPresent(bytes -> compareKernel(reading, group, bytes));
        }
        if (kernel.meta.records("objcg_charge")) {
            line(reading, "slab").ifPresent(bytes -> compareSlab(reading, group, bytes));
        }
    }

    private void compareKernel(Reading reading, Group group, long bytes) {
        long pages = bytes / kernel.meta.pageSize();
        long replayed = kernel.kernelPages.of(group);
        check(Rule.KERNEL_STAT, reading, group, replayed, pages, 0, kernel.meta.cpus(), "pages");
    }

    /** At rest each CPU's byte stock may hold back up to a page of reclaimable and of unreclaimable slab. */
    private void compareSlab(Reading reading, Group group, long bytes) {
        long heldBack = kernel.meta.cpus() * 2L * kernel.meta.pageSize();
        check(Rule.SLAB_STAT, reading, group, kernel.slabBytes.of(group), bytes, heldBack, heldBack, "bytes");
    }

    private void check(
            Rule rule, Reading reading, Group group, long replayed, long seen, long atRest, long late, String unit) {
        long off = Math.abs(seen - replayed);
        boolean pending = off > atRest && mayBePending(reading, group, off, late);
        if (pending) {
            kernel.ledger.excuse(Excuse.STAT_FLUSH_PENDING);
        }
        kernel.ledger.check(
                rule,
                pending || off <= atRest,
                reading,
                () -> "%d %s, give or take %d".formatted(replayed, unit, atRest),
                () -> seen + " " + unit);
    }

    private boolean mayBePending(Reading reading, Group group, long off, long late) {
        return kernel.meta.layout().lazyFlush() ? !isAtRest(reading, group) : off <= late;
    }

    private static boolean isAtRest(Reading reading, Group group) {
        return reading.from() - group.lastChange >= FLUSH_PERIOD;
    }

    private static OptionalLong line(Reading reading, String name) {
        return reading.content()
                .lines()
                .filter(text -> text.startsWith(name + " "))
                .mapToLong(
                        text -> Long.parseLong(text.substring(name.length() + 1).strip()))
                .findFirst();
    }
}
