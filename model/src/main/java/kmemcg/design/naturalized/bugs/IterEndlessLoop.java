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
 * The walk skips every group that is being removed, its own root among them; but whoever has just come in must be given a group, so
 * the walk begins anew for ever. The cure always visits the root, which its caller has pinned. Then {@code css_tryget} failed
 * as soon as the group was killed.
 */
public final class IterEndlessLoop extends NaturalizedDesign {
    public static final HistoricalBug ENTRY = new HistoricalBug(
            "iter-endless-loop-or-ref-leak",
            "naturalized",
            Origin.verified("ecc736fc3c71", "memcg: fix endless loop caused by mem_cgroup_iter", "3.12 to 3.13", 2014),
            """
            T1 has pinned C and begins to reclaim from it.
            T2 kills C, which has no children.
            T1 finds no group to visit in the whole subtree, begins anew, and finds none again.""",
            Set.of(Invariant.PROGRESS),
            """
            design  naturalized
            world   C < root, cpus 2
            T1      cpu0: reclaim C 0
            T2      cpu1: rmdir C
            """,
            false,
            IterEndlessLoop::new);

    public IterEndlessLoop(Machine machine, Geometry geometry) {
        super(machine, geometry);
    }

    @Override
    protected HierarchyWalk newHierarchyWalk() {
        return new HierarchyWalk(memcg -> LruMemcg.of(memcg).iter()) {
            @Override
            protected boolean tryVisit(Task task, MemCgroup root, MemCgroup memcg) {
                if (memcg == root) {
                    return !memcg.css().isDying();
                }
                return memcg.css().tryGetOnline(task);
            }
        };
    }
}
