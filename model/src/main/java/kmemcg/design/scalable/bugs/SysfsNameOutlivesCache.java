package kmemcg.design.scalable.bugs;

import java.util.List;
import java.util.Set;
import kmemcg.design.HistoricalBug;
import kmemcg.design.Origin;
import kmemcg.design.caches.MemcgCache;
import kmemcg.design.scalable.ScalableDesign;
import kmemcg.machine.Invariant;
import kmemcg.machine.Machine;
import kmemcg.machine.Task;
import kmemcg.memcg.Geometry;
import kmemcg.slab.CacheTraits;

/**
 * A cache that is off every list is left to a work item, which takes its files out of sysfs. Until it runs, no cache like it can be made,
 * although it has been destroyed. The cure takes the name away at once.
 *
 * <p>Deviation: one work item serves all; in the kernel each cache had its own.
 */
public final class SysfsNameOutlivesCache extends ScalableDesign {
    public static final HistoricalBug ENTRY = new HistoricalBug(
            "sysfs-name-outlives-cache",
            "scalable",
            Origin.verified(
                    "d50d82faa0c9",
                    "slub: fix failure when we delete and create a slab cache",
                    "since 3b7b314053d0; cured in 4.18",
                    2018),
            """
            T1 destroys dentry, whose files in sysfs a work item is to remove.
            T1 asks for a cache like it: that would have the same name, and the name is still there.""",
            Set.of(Invariant.CACHE_REGISTRY),
            """
            design  scalable
            world   cache dentry 4096 account, cpus 1
            T1      cpu0: destroy_cache dentry ; create_cache inode 4096 account
            """,
            false,
            SysfsNameOutlivesCache::new);

    public SysfsNameOutlivesCache(Machine machine, Geometry geometry) {
        super(machine, geometry);
    }

    @Override
    protected void retire(Task task, MemcgCache cache, List<MemcgCache> release) {
        releaseLater(task, cache);
    }

    @Override
    protected boolean isNameTaken(CacheTraits traits) {
        boolean isUsed = traits.mergeable()
                && toRcuDestroy().stream().anyMatch(cache -> cache.traits().equals(traits));
        return isUsed || super.isNameTaken(traits);
    }
}
