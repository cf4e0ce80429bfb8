package kmemcg.design.naturalized.bugs;

import java.util.Set;
import kmemcg.design.HistoricalBug;
import kmemcg.design.Origin;
import kmemcg.design.naturalized.LruMemcg;
import kmemcg.design.naturalized.NaturalizedDesign;
import kmemcg.lru.HierarchyWalk;
import kmemcg.machine.Invariant;
import kmemcg.machine.Machine;
import kmemcg.memcg.Geometry;
import kmemcg.memcg.MemCgroup;
import org.jspecify.annotations.Nullable;

/**
 * A released group is erased from the positions of its ancestors, and global reclaim's is not among them: in the mode without
 * hierarchy {@code parent_mem_cgroup} of every group is null. The cure erases it at the root, too. Here every group is in that mode.
 */
public final class IterPositionDangling extends NaturalizedDesign {
    public static final HistoricalBug ENTRY = new HistoricalBug(
            "iter-position-dangling",
            "naturalized",
            Origin.verified(
                    "54a83d6bcbf8",
                    "mm/memcontrol.c: fix use after free in mem_cgroup_iter()",
                    "4.4 to 5.2.9, cgroup v1 without use_hierarchy",
                    2019),
            """
            A walk from the root has stopped at C: that is its position, without a reference.
            C is removed and released; it is erased from C's own positions only, and freed.
            The next walk from the root reads the position and tries to pin C.""",
            Set.of(Invariant.NO_ACCESS_AFTER_FREE),
            """
            design  naturalized
            world   C < root, cpus 1
            before  cpu0: reclaim root 0 ; reclaim root 0 ; rmdir C ; settle ; reclaim root 0
            """,
            false,
            IterPositionDangling::new);

    public IterPositionDangling(Machine machine, Geometry geometry) {
        super(machine, geometry);
    }

    @Override
    protected HierarchyWalk newHierarchyWalk() {
        return new HierarchyWalk(memcg -> LruMemcg.of(memcg).iter()) {
            @Override
            protected @Nullable MemCgroup above(MemCgroup memcg) {
                return null;
            }
        };
    }
}
