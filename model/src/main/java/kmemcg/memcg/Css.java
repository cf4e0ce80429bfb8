package kmemcg.memcg;

import kmemcg.machine.Birth;
import kmemcg.machine.Machine;
import kmemcg.machine.Task;
import kmemcg.machine.Word;
import kmemcg.sync.PercpuRef;

/**
 * {@code struct cgroup_subsys_state}: what keeps a group's memory alive, and where it is in its life: allocated, online,
 * dying (killed), offline, released. Source: Linux 6.1 {@code kernel/cgroup/cgroup.c}.
 */
public final class Css {
    /** {@code CSS_ONLINE}. */
    static final long ONLINE = 1;

    /** {@code CSS_DYING}: killed, not yet offline. */
    static final long DYING = 2;

    /** {@code css_offline} has returned. */
    static final long OFFLINE = 4;

    /** {@code CSS_RELEASED}: the last reference is gone. */
    static final long RELEASED = 8;

    private final boolean counted;
    private final PercpuRef refcnt;
    private final Word flags;
    private final Word onlineCount;

    /**
     * An allocated css with one reference, that of its being there.
     *
     * @param counted false for the root, whose references are not counted ({@code CSS_NO_REF})
     */
    Css(Machine machine, Task task, Birth birth, boolean counted, PercpuRef.Callback release) {
        this.counted = counted;
        this.refcnt = new PercpuRef(machine, task, birth, "css.refcnt", release);
        this.flags = birth.word("css.flags", 0);
        this.onlineCount = birth.word("css.online_cnt", 0);
    }

    /** {@code css_get}: legal only with a reference in hand. */
    public void get(Task task) {
        if (counted) {
            refcnt.get(task);
        }
    }

    /** {@code css_tryget}: legal under RCU alone; fails once the count has reached zero. */
    public boolean tryGet(Task task) {
        return !counted || refcnt.tryGet(task);
    }

    /** {@code css_tryget_online}: fails once the css has been killed. */
    public boolean tryGetOnline(Task task) {
        return !counted || refcnt.tryGetLive(task);
    }

    /** {@code css_put}. */
    public void put(Task task) {
        if (counted) {
            refcnt.put(task);
        }
    }

    PercpuRef refcnt() {
        return refcnt;
    }

    Word flags() {
        return flags;
    }

    Word onlineCount() {
        return onlineCount;
    }

    boolean has(long flag) {
        return (flags.readOnce() & flag) != 0;
    }

    /** {@code mem_cgroup_online}. */
    public boolean isOnline() {
        return has(ONLINE);
    }

    /** {@code CSS_DYING}: no css_offline begins before a grace period has passed since. */
    public boolean isDying() {
        return has(DYING);
    }

    /** References held; for validators at quiescence. */
    public long peekReferences() {
        return refcnt.peek();
    }

    /** Whether {@code rmdir} has killed it; for validators. */
    public boolean peekDying() {
        return (flags.peek() & DYING) != 0;
    }

    /** Whether {@code css_offline} has returned; for validators. */
    public boolean peekOffline() {
        return (flags.peek() & OFFLINE) != 0;
    }
}
