package kmemcg.trace;

import org.jspecify.annotations.Nullable;

/** Live charged bytes up the tree, each addition checked against the usage that must cover it. */
final class LiveBytes {
    private final Kernel kernel;
    private final GroupSum sum;

    LiveBytes(Kernel kernel) {
        this.kernel = kernel;
        this.sum = kernel.liveBytes;
    }

    void add(TraceLine line, @Nullable Group group, long bytes) {
        sum.add(group, bytes);
        if (!kernel.meta.records("pc_try_charge")) {
            return;
        }
        for (Group level = group; level != null && !level.olderThanTrace; level = level.parent) {
            check(line, level);
        }
    }

    void remove(@Nullable Group group, long bytes) {
        sum.add(group, -bytes);
    }

    private void check(TraceLine line, Group group) {
        long live = sum.of(group);
        long usage = kernel.counters.usage(Counter.MEMORY, group) * kernel.meta.pageSize();
        kernel.ledger.check(
                Rule.USAGE_COVERS_OBJECTS,
                usage >= live,
                line,
                () -> "at least %d bytes of usage in %s".formatted(live, group),
                () -> usage + " bytes");
    }
}
