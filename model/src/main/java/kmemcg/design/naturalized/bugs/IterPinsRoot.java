package kmemcg.design.naturalized.bugs;

import java.util.Set;
import kmemcg.design.HistoricalBug;
import kmemcg.design.Origin;
import kmemcg.design.naturalized.LruMemcg;
import kmemcg.design.naturalized.NaturalizedDesign;
import kmemcg.lru.HierarchyWalk;
import kmemcg.machine.Invariant;
import kmemcg.machine.Machine;
import kmemcg.machine.Task;
import kmemcg.memcg.Geometry;
import kmemcg.memcg.MemCgroup;

/**
 * The walk takes a reference on every group that it visits, its own root among them; the end of a visit puts all but that of the root, on
 * which there was none before. The cure takes none there: the caller has pinned it.
 */
public final class IterPinsRoot extends NaturalizedDesign {
    public static final HistoricalBug ENTRY = new HistoricalBug(
            "iter-pins-root",
            "naturalized",
            Origin.verified(
                    "0eef615665ed",
                    "memcg: fix css reference leak and endless loop in mem_cgroup_iter",
                    "3.12 to 3.13",
                    2014),
            """
            T1 reclaims from C: the walk visits C, its root, and keeps a reference on it.
            T1 removes C, which is never freed.""",
            Set.of(Invariant.REFERENCES),
            """
            design  naturalized
            world   C < root, cpus 1
            T1      cpu0: reclaim C 0 ; rmdir C
            """,
            false,
            IterPinsRoot::new);

    public IterPinsRoot(Machine machine, Geometry geometry) {
        super(machine, geometry);
    }

    @Override
    protected HierarchyWalk newHierarchyWalk() {
        return new HierarchyWalk(memcg -> LruMemcg.of(memcg).iter()) {
            @Override
            protected boolean tryVisit(Task task, MemCgroup root, MemCgroup memcg) {
                return memcg.css().tryGet(task);
            }
        };
    }
}
