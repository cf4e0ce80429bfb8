package kmemcg.design.reparent.bugs;

import java.util.Set;
import kmemcg.design.HistoricalBug;
import kmemcg.design.Origin;
import kmemcg.design.caches.CacheMemcg;
import kmemcg.design.reparent.ReparentDesign;
import kmemcg.machine.Invariant;
import kmemcg.machine.Machine;
import kmemcg.machine.Task;
import kmemcg.memcg.Geometry;

/**
 * Offline adds what each CPU has counted for the group to the parent, and leaves it where it was; it is added once more when
 * the group is freed. The cure leaves nothing behind to be added twice.
 */
public final class PercpuStatFlushedTwice extends ReparentDesign {
    public static final HistoricalBug ENTRY = new HistoricalBug(
            "percpu-stat-flushed-twice",
            "reparent",
            Origin.verified("4a87e2a25dc2", "mm: memcg/slab: fix percpu slab vmstats flushing", "5.3 to 5.4.13", 2020),
            """
            T1 removes C, which has a page. Offline counts the page at the root.
            C is freed, and its page is counted at the root again.""",
            Set.of(Invariant.CONSERVATION),
            """
            design  reparent
            world   C < root, cache dentry 4096 account, cpus 1
            before  cpu0 in C: w = alloc dentry ; settle ; o = alloc dentry ; attach root
            T1      cpu0:      rmdir C
            """,
            false,
            PercpuStatFlushedTwice::new);

    public PercpuStatFlushedTwice(Machine machine, Geometry geometry) {
        super(machine, geometry);
    }

    @Override
    protected void memcgDeactivateKmemCaches(Task task, CacheMemcg memcg, CacheMemcg parent) {
        parent.kernelPages().add(task, memcg.kernelPages().sum());
        super.memcgDeactivateKmemCaches(task, memcg, parent);
    }
}
