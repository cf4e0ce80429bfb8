package kmemcg.design.naturalized;

import kmemcg.lru.Lruvec;
import kmemcg.lru.ReclaimIter;
import kmemcg.machine.Birth;
import kmemcg.machine.Machine;
import kmemcg.machine.Task;
import kmemcg.machine.Word;
import kmemcg.memcg.CgroupCore;
import kmemcg.memcg.MemCgroup;
import org.jspecify.annotations.Nullable;

/** A group of these designs: its list of pages, and how far reclaim of its subtree has come, in either design's way. */
public final class LruMemcg extends MemCgroup {
    private final long id;
    private final Lruvec lruvec;
    private final ReclaimIter iter;
    private final Word lastScannedChild;

    LruMemcg(Machine machine, Task task, Birth birth, @Nullable MemCgroup parent, CgroupCore core, long id) {
        super(machine, task, birth, parent, parent == null ? null : parent.memory(), core);
        this.id = id;
        this.lruvec = new Lruvec(birth, "lruvec");
        this.iter = new ReclaimIter(birth);
        this.lastScannedChild = birth.word("last_scanned_child", 0);
    }

    /** The group as these designs know it. */
    public static LruMemcg of(MemCgroup memcg) {
        return (LruMemcg) memcg;
    }

    /** {@code css_id}: from 1, in the order of mkdir, never used again. */
    long id() {
        return id;
    }

    /** {@code mem_cgroup_zoneinfo}: the group's list; until 3.2 it is linked through {@code page_cgroup}. */
    public Lruvec lruvec() {
        return lruvec;
    }

    /** How far the walkers of this subtree have come, since 3.3. */
    public ReclaimIter iter() {
        return iter;
    }

    /** {@code last_scanned_child}: the id of the group that limit reclaim visited last, until 3.2. */
    Word lastScannedChild() {
        return lastScannedChild;
    }
}
