package kmemcg.design.objcg.bugs;

import java.util.Set;
import kmemcg.design.HistoricalBug;
import kmemcg.design.Origin;
import kmemcg.design.objcg.ObjcgDesign;
import kmemcg.machine.Invariant;
import kmemcg.machine.Machine;
import kmemcg.machine.Task;
import kmemcg.memcg.Geometry;
import kmemcg.memcg.Gfp;
import kmemcg.memcg.MemCgroup;

/**
 * A charge to the root is skipped, an uncharge is not: by way of the stock it lowers the root's counter. The root becomes the
 * owner when a group right below it is removed. The cure charges the root too.
 */
public final class RootChargedOnOneSideOnly extends ObjcgDesign {
    public static final HistoricalBug ENTRY = new HistoricalBug(
            "root-charged-on-one-side-only",
            "objcg",
            Origin.verified(
                    "c5c8b16b596e",
                    "mm: memcontrol: fix root_mem_cgroup charging",
                    "since obj_cgroup (5.9); cured in 2021",
                    2021),
            """
            T1 has found C's obj_cgroup to charge.
            T2 takes C offline: the obj_cgroup names the root now.
            T1 charges the root, so nothing; when the object is freed its pages are taken from the root.""",
            Set.of(Invariant.CONSERVATION, Invariant.BOUNDS, Invariant.ONE_CHARGE),
            """
            design  objcg
            world   C < root, cache buffer 4096 account, cpus 2
            T1      cpu0 in C: o = alloc buffer ; free o
            T2      cpu1:      offline C
            finally usage root == 0
            """,
            false,
            RootChargedOnOneSideOnly::new);

    public RootChargedOnOneSideOnly(Machine machine, Geometry geometry) {
        super(machine, geometry);
    }

    @Override
    protected boolean tryChargeMemcg(Task task, MemCgroup memcg, long pages, Gfp gfp) {
        return memcg.isRoot() || super.tryChargeMemcg(task, memcg, pages, gfp);
    }
}
