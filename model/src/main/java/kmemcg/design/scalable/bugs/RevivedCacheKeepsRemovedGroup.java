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

/**
 * A cache that is being destroyed may get a new user, and then lives on: the cure of the name clash ({@link DyingCacheKeepsName}). But while
 * it was dying, the caches of groups that were removed were not deactivated, and nobody does it afterwards.
 *
 * <p>Derived from the code of 5.4.y; nobody is known to have met it.
 */
public final class RevivedCacheKeepsRemovedGroup extends ScalableDesign {
    public static final HistoricalBug ENTRY = new HistoricalBug(
            "revived-cache-keeps-removed-group",
            "scalable",
            Origin.derived(
                    "Linux 5.4: mm/slab_common.c",
                    "mm: slab: fix kmem_cache_create failed when sysfs node not destroyed",
                    "4.19.y and 5.4.y since 2021, as the code reads",
                    2021),
            """
            C's dentry cache has kept an empty page.
            T1 destroys dentry: no user is left, it is dying.
            T2 removes C, whose cache is not deactivated; then it asks for a cache like dentry and gets that.
            T1 sees the new user and leaves dentry alone. The empty page keeps C for ever.""",
            Set.of(Invariant.REFERENCES, Invariant.CACHE_REGISTRY),
            """
            design  scalable
            world   C < root, cache dentry 4096 account, cpus 2
            before  cpu0 in C: w = alloc dentry ; o = alloc dentry ; free o ; attach root
            T1      cpu0:      destroy_cache dentry
            T2      cpu1:      offline C ; create_cache inode 4096 account
            """,
            false,
            RevivedCacheKeepsRemovedGroup::new);

    public RevivedCacheKeepsRemovedGroup(Machine machine, Geometry geometry) {
        super(machine, geometry);
    }

    @Override
    protected boolean mayBeAliased(MemcgCache cache) {
        return true;
    }

    @Override
    protected boolean shutdownMemcgCaches(Task task, MemcgCache root, List<MemcgCache> release) {
        return caches().users(root) == 0 && super.shutdownMemcgCaches(task, root, release);
    }
}
