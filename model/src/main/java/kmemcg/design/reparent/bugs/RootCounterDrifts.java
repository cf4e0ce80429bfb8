package kmemcg.design.reparent.bugs;

import java.util.Set;
import kmemcg.design.HistoricalBug;
import kmemcg.design.Origin;
import kmemcg.design.reparent.ReparentDesign;
import kmemcg.machine.Invariant;
import kmemcg.machine.Machine;
import kmemcg.machine.Task;
import kmemcg.memcg.Geometry;
import kmemcg.memcg.MemCgroup;

/**
 * Pages of caches that have come to the root are not uncharged at all, since the root is not charged. But it was, when the page was charged below
 * it.
 *
 * <p>Derived from the code of 5.3 to 5.8, where nothing is decided by the root's counter.
 */
public final class RootCounterDrifts extends ReparentDesign {
    public static final HistoricalBug ENTRY = new HistoricalBug(
            "root-counter-drifts",
            "reparent",
            new Origin(
                    "10befea91b61",
                    "mm: memcg/slab: use a single set of kmem_caches for all allocations",
                    "5.3 to 5.8, as the code reads; went with these caches",
                    2020,
                    Origin.Evidence.UNVERIFIED),
            """
            T1 removes C, whose cache comes to the root.
            The object is freed and its page given back; the root's counter keeps the charge.""",
            Set.of(Invariant.CONSERVATION, Invariant.REFERENCES, Invariant.BOUNDS),
            """
            design  reparent
            world   C < root, cache dentry 4096 account, cpus 1
            before  cpu0 in C: w = alloc dentry ; settle ; o = alloc dentry ; attach root
            T1      cpu0:      rmdir C
            after   cpu0:      free o
            """,
            false,
            RootCounterDrifts::new);

    public RootCounterDrifts(Machine machine, Geometry geometry) {
        super(machine, geometry);
    }

    @Override
    protected void uncharge(Task task, MemCgroup memcg, long pages) {
        if (!memcg.isRoot()) {
            super.uncharge(task, memcg, pages);
        }
    }
}
