package kmemcg.design.percache.bugs;

import java.util.Set;
import kmemcg.design.HistoricalBug;
import kmemcg.design.Origin;
import kmemcg.design.caches.MemcgCache;
import kmemcg.design.percache.PercacheDesign;
import kmemcg.machine.Invariant;
import kmemcg.machine.Machine;
import kmemcg.memcg.Geometry;

/**
 * A cache whose last user has gone, and which is about to be destroyed, is still found when somebody asks for one like it.
 */
public final class AliasToDoomedCache extends PercacheDesign {
    public static final HistoricalBug ENTRY = new HistoricalBug(
            "alias-to-doomed-cache",
            "percache",
            Origin.verified(
                    "d5b3cf7139b8",
                    "memcg: zap memcg_slab_caches and memcg_slab_mutex",
                    "3.8 to 3.18; cured by the way",
                    2014),
            """
            T1 destroys dentry: no user is left; it gives slab_mutex back to bring the children to an end.
            T2 asks for a cache like it and gets the same one.
            T1 frees it, and T2 uses it.""",
            Set.of(Invariant.NO_ACCESS_AFTER_FREE, Invariant.CACHE_REGISTRY),
            """
            design  percache
            world   cache dentry 4096 account, cpus 2
            T1      cpu0: destroy_cache dentry
            T2      cpu1: create_cache inode 4096 account
            after   cpu0: o = alloc inode
            """,
            false,
            AliasToDoomedCache::new);

    public AliasToDoomedCache(Machine machine, Geometry geometry) {
        super(machine, geometry);
    }

    @Override
    protected boolean mayBeAliased(MemcgCache cache) {
        return true;
    }
}
