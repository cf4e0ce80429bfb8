package kmemcg.design.scalable.bugs;

import java.util.Set;
import kmemcg.design.HistoricalBug;
import kmemcg.design.Origin;
import kmemcg.design.caches.MemcgCache;
import kmemcg.design.scalable.ScalableDesign;
import kmemcg.machine.Invariant;
import kmemcg.machine.Machine;
import kmemcg.memcg.Geometry;

/**
 * A cache that is being destroyed is not merged with any more, and keeps its name in sysfs until it is shut down. Its like cannot be made
 * meanwhile. The cure hands it to the new user after all, and looks for one before it shuts the cache down.
 */
public final class DyingCacheKeepsName extends ScalableDesign {
    public static final HistoricalBug ENTRY = new HistoricalBug(
            "dying-cache-not-mergeable-name-clash",
            "scalable",
            Origin.mail(
                    "Linux 5.4: mm/slab_common.c",
                    "mm: slab: fix kmem_cache_create failed when sysfs node not destroyed",
                    "since d38a2b7a9c93; cured in 4.19.y and 5.4.y",
                    2021),
            """
            T1 destroys dentry: no user is left; it gives slab_mutex back and waits for what is under way.
            T2 asks for a cache like it: that one is dying, a new one would have the same name, and there is none.""",
            Set.of(Invariant.CACHE_REGISTRY),
            """
            design  scalable
            world   cache dentry 4096 account, cpus 2
            T1      cpu0: destroy_cache dentry
            T2      cpu1: create_cache inode 4096 account
            """,
            false,
            DyingCacheKeepsName::new);

    public DyingCacheKeepsName(Machine machine, Geometry geometry) {
        super(machine, geometry);
    }

    @Override
    protected boolean keepsName(MemcgCache root) {
        return true;
    }
}
