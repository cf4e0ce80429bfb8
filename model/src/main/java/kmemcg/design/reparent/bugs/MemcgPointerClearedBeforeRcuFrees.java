package kmemcg.design.reparent.bugs;

import java.util.Set;
import kmemcg.design.HistoricalBug;
import kmemcg.design.Origin;
import kmemcg.design.caches.MemcgCache;
import kmemcg.design.reparent.ReparentDesign;
import kmemcg.machine.Invariant;
import kmemcg.machine.Machine;
import kmemcg.machine.Task;
import kmemcg.memcg.Geometry;
import kmemcg.memcg.MemCgroup;

/**
 * A cache that is destroyed lets go of its group when it leaves the lists, although pages of it may still be waiting for a grace period and
 * have to be uncharged. The cure lets go of it with the cache.
 */
public final class MemcgPointerClearedBeforeRcuFrees extends ReparentDesign {
    public static final HistoricalBug ENTRY = new HistoricalBug(
            "memcg-pointer-cleared-before-rcu-frees",
            "reparent",
            Origin.verified(
                    "b749ecfaf6c5",
                    "mm: memcg/slab: fix panic in __free_slab() caused by premature memcg pointer release",
                    "5.3 to 5.3.7",
                    2019),
            """
            T1 destroys dentry, whose pages go back after a grace period.
            C's cache is off all lists and names no group.
            The callback uncharges a page from null.""",
            Set.of(Invariant.NO_ACCESS_AFTER_FREE),
            """
            design  reparent
            world   C < root, cache dentry 4096 account typesafe, cpus 1
            before  cpu0 in C: w = alloc dentry ; settle ; o = alloc dentry ; free o
            T1      cpu0:      destroy_cache dentry
            """,
            false,
            MemcgPointerClearedBeforeRcuFrees::new);

    public MemcgPointerClearedBeforeRcuFrees(Machine machine, Geometry geometry) {
        super(machine, geometry);
    }

    @Override
    protected void unlinkMemcgCache(Task task, MemcgCache child) {
        super.unlinkMemcgCache(task, child);
        MemCgroup memcg = owner(child);
        child.memcg().writeOnce(null);
        memcg.css().put(task);
    }

    @Override
    protected void letGoOfMemcg(Task task, MemcgCache child) {}
}
