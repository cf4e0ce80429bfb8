package kmemcg.design.reparent.bugs;

import java.util.Set;
import kmemcg.design.HistoricalBug;
import kmemcg.design.Origin;
import kmemcg.design.reparent.ReparentDesign;
import kmemcg.machine.Invariant;
import kmemcg.machine.Machine;
import kmemcg.machine.Task;
import kmemcg.memcg.Geometry;

/**
 * Destroying a root cache waits for one grace period, in which the counts of removed groups' caches may just have been killed; their switch
 * to atomic mode takes another. The cure waits again if children are left.
 */
public final class PercpuRefExitBeforeSwitch extends ReparentDesign {
    public static final HistoricalBug ENTRY = new HistoricalBug(
            "percpu-ref-exit-before-switch",
            "reparent",
            Origin.verified(
                    "a264df74df38",
                    "mm: memcg/slab: wait for !root kmem_cache refcnt killing on root kmem_cache destruction",
                    "5.3 to 5.4.3",
                    2019),
            """
            T2 removes C; a grace period later a work item kills the count of C's cache.
            T1 destroys dentry: it waits for that work item, then frees C's cache with its count.
            A grace period later the callback that switches the count looks at it.""",
            Set.of(Invariant.NO_ACCESS_AFTER_FREE, Invariant.PROGRESS),
            """
            design  reparent
            world   C < root, cache dentry 4096 account, cpus 2
            before  cpu0 in C: w = alloc dentry ; free w ; attach root
            T1      cpu0:      destroy_cache dentry
            T2      cpu1:      rmdir C
            """,
            false,
            PercpuRefExitBeforeSwitch::new);

    public PercpuRefExitBeforeSwitch(Machine machine, Geometry geometry) {
        super(machine, geometry);
    }

    @Override
    protected void waitForSwitches(Task task) {}
}
