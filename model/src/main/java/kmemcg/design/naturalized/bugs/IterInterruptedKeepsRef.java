package kmemcg.design.naturalized.bugs;

import java.util.Set;
import kmemcg.design.HistoricalBug;
import kmemcg.design.Origin;
import kmemcg.design.naturalized.LruMemcg;
import kmemcg.design.naturalized.NaturalizedDesign;
import kmemcg.lru.HierarchyWalk;
import kmemcg.lru.ReclaimIter;
import kmemcg.machine.Invariant;
import kmemcg.machine.Machine;
import kmemcg.machine.Task;
import kmemcg.memcg.Geometry;
import kmemcg.memcg.MemCgroup;
import org.jspecify.annotations.Nullable;

/**
 * The position holds a css reference, which the next walker hands on. If the walk was broken off and nobody comes to resume it, the
 * group is never freed. The cure lets the position have none and erases it when the group is released.
 */
public final class IterInterruptedKeepsRef extends NaturalizedDesign {
    public static final HistoricalBug ENTRY = new HistoricalBug(
            "iter-interrupted-keeps-ref",
            "naturalized",
            Origin.verified(
                    "6df38689e0e9",
                    "mm: memcontrol: fix possible memcg leak due to interrupted reclaim",
                    "3.19 to 4.3",
                    2015),
            """
            A walk stops at C, which becomes the position and gets a reference for that.
            C is removed, and no reclaim comes by: the last reference never goes.""",
            Set.of(Invariant.REFERENCES),
            """
            design  naturalized
            world   C < root, cpus 1
            before  cpu0: reclaim C 0 ; rmdir C
            """,
            false,
            IterInterruptedKeepsRef::new);

    public IterInterruptedKeepsRef(Machine machine, Geometry geometry) {
        super(machine, geometry);
    }

    @Override
    protected HierarchyWalk newHierarchyWalk() {
        return new HierarchyWalk(memcg -> LruMemcg.of(memcg).iter()) {
            @Override
            protected void moveOn(Task task, ReclaimIter iter, @Nullable MemCgroup from, @Nullable MemCgroup to) {
                if (iter.position().cmpxchg(from, to) != from) {
                    return;
                }
                if (to != null) {
                    to.css().get(task);
                }
                if (from != null) {
                    from.css().put(task);
                }
            }
        };
    }
}
