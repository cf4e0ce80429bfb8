package kmemcg.design.scalable.bugs;

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
 * Destroying a root cache does not wait for what is under way for its children: a creation that is queued, a deactivation that waits for its
 * grace period or its turn.
 */
public final class DestroyVsCreateVsDeactivate extends ScalableDesign {
    public static final HistoricalBug ENTRY = new HistoricalBug(
            "destroy-vs-create-vs-deactivate",
            "scalable",
            Origin.verified(
                    "92ee383f6daa",
                    "mm: fix race between kmem_cache destroy, create and deactivate",
                    "4.11 to 4.17",
                    2018),
            """
            T2 removes C: C's cache is to be deactivated after a grace period.
            T1 destroys dentry, and C's cache with it.
            The callback looks at a freed cache.""",
            Set.of(Invariant.NO_ACCESS_AFTER_FREE, Invariant.CACHE_REGISTRY),
            """
            design  scalable
            world   C < root, cache dentry 4096 account, cpus 2
            before  cpu0 in C: w = alloc dentry ; free w ; attach root
            T1      cpu0:      destroy_cache dentry
            T2      cpu1:      rmdir C
            """,
            false,
            DestroyVsCreateVsDeactivate::new);

    public DestroyVsCreateVsDeactivate(Machine machine, Geometry geometry) {
        super(machine, geometry);
    }

    @Override
    protected void flushMemcgWorkqueue(Task task, MemcgCache root) {}

    @Override
    protected boolean isDying(MemcgCache root) {
        return false;
    }
}
