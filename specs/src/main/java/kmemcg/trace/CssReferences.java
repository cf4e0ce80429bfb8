package kmemcg.trace;

/**
 * Steps that name no group, or the css of another controller: each may come at most as often as the step before it.
 *
 * <p>The memory css is killed before the others of its cgroup, since kill_css goes through the controllers in a fixed
 * order and their callbacks run in the order they were queued.
 */
final class CssReferences {
    private final Kernel kernel;
    private long memoryKilled;
    private long othersKilled;
    private long killWork;
    private long unreferenced;
    private long freeWork;

    CssReferences(Kernel kernel) {
        this.kernel = kernel;
    }

    void killed(TraceLine line) {
        if (isMemory(line)) {
            memoryKilled++;
        } else {
            othersKilled++;
            check(line, othersKilled <= memoryKilled, "css_killed_ref of a memory css first");
        }
    }

    void killWork(TraceLine line) {
        killWork++;
        check(line, killWork <= memoryKilled + othersKilled, "css_killed_ref first");
    }

    void unreferenced(TraceLine line) {
        unreferenced++;
    }

    void freeWork(TraceLine line) {
        freeWork++;
        check(line, freeWork <= unreferenced, "css_release_ref first");
    }

    private boolean isMemory(TraceLine line) {
        return kernel.groups.at(line.address("ref") - kernel.meta.layout().cssRefcnt()) != null;
    }

    private void check(TraceLine line, boolean holds, String expected) {
        kernel.ledger.check(Rule.CSS_REFERENCES, holds, line, () -> expected, line::event);
    }
}
