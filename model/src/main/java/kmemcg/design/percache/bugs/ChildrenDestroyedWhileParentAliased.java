package kmemcg.design.percache.bugs;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import kmemcg.design.HistoricalBug;
import kmemcg.design.Origin;
import kmemcg.design.caches.MemcgCache;
import kmemcg.design.percache.PercacheDesign;
import kmemcg.machine.Held;
import kmemcg.machine.Invariant;
import kmemcg.machine.Machine;
import kmemcg.machine.Task;
import kmemcg.memcg.Geometry;

/**
 * Destroying a cache destroys its children before it looks whether somebody else uses the cache, too. The cure looks first.
 *
 * <p>Only the order is changed here; in the kernel of the time children were destroyed under another lock.
 */
public final class ChildrenDestroyedWhileParentAliased extends PercacheDesign {
    public static final HistoricalBug ENTRY = new HistoricalBug(
            "children-destroyed-while-parent-aliased",
            "percache",
            Origin.verified(
                    "b8529907ba35",
                    "memcg, slab: do not destroy children caches if parent has aliases",
                    "3.10 to 3.14; mechanism from the title",
                    2014),
            """
            dentry and inode are one cache.
            T2 allocates an inode in C, and has found C's cache.
            T1 destroys dentry, and C's cache with it, although inode is in use.
            T2 takes an object from a freed cache.""",
            Set.of(Invariant.NO_ACCESS_AFTER_FREE, Invariant.CACHE_REGISTRY),
            """
            design  percache
            world   C < root, cache dentry 4096 account, cache inode 4096 account, cpus 2
            before  cpu0 in C: w = alloc dentry
            T1      cpu0:      destroy_cache dentry
            T2      cpu1 in C: o = alloc inode
            """,
            false,
            ChildrenDestroyedWhileParentAliased::new);

    public ChildrenDestroyedWhileParentAliased(Machine machine, Geometry geometry) {
        super(machine, geometry);
    }

    @Override
    protected boolean kmemCacheDestroy(Task task, MemcgCache root) {
        List<MemcgCache> release = new ArrayList<>();
        try (Held held = caches().lock(task)) {
            shutdownMemcgCaches(task, root, release);
        }
        releaseCaches(task, release);
        return super.kmemCacheDestroy(task, root);
    }
}
