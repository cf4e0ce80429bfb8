package kmemcg.trace;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A memory cgroup from its birth to its end; another one at the same address is another object. */
final class Group {
    /** Per-CPU memory charged to the parent for this group. */
    record Percpu(long objcg, long bytes) {}

    static final long UNKNOWN = 0;

    final long id;
    final boolean olderThanTrace;
    final List<Percpu> percpu = new ArrayList<>();

    @Nullable
    Group parent;

    long address = UNKNOWN;
    String path = "";
    long ownObjcg = UNKNOWN;
    /** True once what memory.stat showed before the trace is known. */
    boolean statKnown;
    /** Time of the last change below this group of what memory.stat shows, in microseconds. */
    long lastChange = Long.MIN_VALUE;

    Group(long id, @Nullable Group parent, boolean olderThanTrace) {
        this.id = id;
        this.parent = parent;
        this.olderThanTrace = olderThanTrace;
    }

    /** True when the group is {@code other} or lies above it. */
    boolean isAtOrAbove(@Nullable Group other) {
        for (Group group = other; group != null; group = group.parent) {
            if (group == this) {
                return true;
            }
        }
        return false;
    }

    @Override
    public String toString() {
        return path.isEmpty() ? "cgroup " + id : path + " (cgroup " + id + ")";
    }
}
