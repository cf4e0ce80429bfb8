package kmemcg.trace;

import java.util.HashSet;
import java.util.Set;

/**
 * Steps that name no group, or the css of another controller: each may come at most as often as the step before it.
 *
 * <p>A cgroup has one css a controller and one of its own (self). Where memory is the only controller switched on, the
 * others are implicit ones (perf_event) and killed after it, since kill_css goes through the controllers in a fixed
 * order and their callbacks run in the order they were queued. The cgroup's own css goes last: it is released once the
 * controllers' are freed, and then the cgroup is (Linux 6.1 kernel/cgroup/cgroup.c, css_free_rwork_fn).
 */
final class CssReferences {
    private final Kernel kernel;
    private final Set<Long> killed = new HashSet<>();
    private long memoryKilled;
    private long othersKilled;
    private long killWork;
    private long memoryWork;
    private long memoryReleased;
    private long othersUnreferenced;
    private long ownUnreferenced;
    private long freeWork;
    private long freed;
    private long released;

    CssReferences(Kernel kernel) {
        this.kernel = kernel;
    }

    void killed(TraceLine line) {
        if (isMemory(line)) {
            memoryKilled++;
        } else {
            othersKilled++;
            boolean memoryFirst = !kernel.meta.memoryOnly() || othersKilled <= memoryKilled;
            check(line, memoryFirst, "css_killed_ref of a memory css first");
            killed.add(line.address("ref"));
        }
    }

    void killWork(TraceLine line) {
        killWork++;
        check(line, killWork <= memoryKilled + othersKilled, "css_killed_ref first");
    }

    /** A memory css goes offline in a work item of its own, or in that of its last child. */
    void offline(Context context) {
        memoryWork += context.work.killWork ? 1 : 0;
    }

    void unreferenced(TraceLine line) {
        if (isMemory(line)) {
            return;
        }
        if (killed.remove(line.address("ref"))) {
            othersUnreferenced++;
            check(line, othersUnreferenced <= killWork - memoryWork, "css_killed_work of it first");
        } else {
            ownUnreferenced++;
            check(line, ownUnreferenced <= freed, "css_free of the cgroup's memory css, or css_killed_ref, first");
        }
    }

    /** Freeing is queued by css_released of a memory css, css_release_ref of another, cgroup_release of a cgroup's own. */
    void freeWork(TraceLine line) {
        freeWork++;
        check(
                line,
                freeWork <= memoryReleased + othersUnreferenced + released,
                "css_released, css_release_ref of another controller's css, or cgroup_release first");
    }

    void released() {
        memoryReleased++;
    }

    void freed() {
        freed++;
    }

    void cgroupReleased(TraceLine line) {
        released++;
        boolean shown = kernel.meta.records("css_release_ref");
        check(line, !shown || released <= ownUnreferenced, "css_release_ref of the cgroup's own css first");
    }

    private boolean isMemory(TraceLine line) {
        return kernel.groups.at(line.address("ref") - kernel.meta.layout().cssRefcnt()) != null;
    }

    private void check(TraceLine line, boolean holds, String expected) {
        kernel.ledger.check(Rule.CSS_REFERENCES, holds, line, () -> expected, line::event);
    }
}
