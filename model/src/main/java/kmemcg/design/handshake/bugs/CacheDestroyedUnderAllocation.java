package kmemcg.design.handshake.bugs;

import java.util.Set;
import kmemcg.design.HistoricalBug;
import kmemcg.design.Origin;
import kmemcg.design.handshake.CountedPagesCache;
import kmemcg.design.handshake.HandshakeDesign;
import kmemcg.machine.Invariant;
import kmemcg.machine.Machine;
import kmemcg.machine.Task;
import kmemcg.memcg.Geometry;

/**
 * Nothing keeps the cache that an allocation has found. A task that leaves the group meanwhile lets the group be removed, and the cache with
 * it if it has no page.
 *
 * <p>As 3.13 reads, and the reason why Weiner found that caches are destroyed while others use them (2014).
 */
public final class CacheDestroyedUnderAllocation extends HandshakeDesign {
    public static final HistoricalBug ENTRY = new HistoricalBug(
            "cache-destroyed-under-allocation",
            "dead-handshake",
            Origin.derived("Linux 3.13: mm/memcontrol.c", "__memcg_kmem_get_cache", "3.8 to 3.18, as 3.13 reads", 2014),
            """
            T1 allocates in C, and has found C's cache, which has no page.
            T2 removes C: the cache is destroyed.
            T1 allocates from it.""",
            Set.of(Invariant.NO_ACCESS_AFTER_FREE, Invariant.CACHE_REGISTRY),
            """
            design  dead-handshake
            world   C < root, cache dentry 4096 account, cpus 2
            before  cpu0 in C: w = alloc dentry ; settle
            T1      cpu0 in C: o = alloc dentry
            T2      cpu1:      rmdir C
            """,
            false,
            CacheDestroyedUnderAllocation::new);

    public CacheDestroyedUnderAllocation(Machine machine, Geometry geometry) {
        super(machine, geometry);
    }

    @Override
    protected void pinForAllocation(CountedPagesCache child) {}

    @Override
    protected void unpinAfterAllocation(Task task, CountedPagesCache child) {}
}
