package kmemcg.design.objcg.bugs;

import java.util.Set;
import kmemcg.design.AllocFlag;
import kmemcg.design.HistoricalBug;
import kmemcg.design.Origin;
import kmemcg.design.objcg.ObjCgroup;
import kmemcg.design.objcg.ObjcgDesign;
import kmemcg.design.ownership.PreCharge;
import kmemcg.machine.Invariant;
import kmemcg.machine.Machine;
import kmemcg.machine.Task;
import kmemcg.memcg.Geometry;
import kmemcg.memcg.Process;
import kmemcg.slab.KmemCache;

/**
 * The hook before an allocation answers "charge nobody" when the charge has failed, so the allocation goes on uncharged and
 * the limit does not limit. The cure tells the two apart.
 */
public final class LimitFailureTurnsIntoUnaccounted extends ObjcgDesign {
    public static final HistoricalBug ENTRY = new HistoricalBug(
            "limit-failure-turns-into-unaccounted",
            "objcg",
            Origin.verified(
                    "becaba65f62f",
                    "mm: memcg/slab: fix obj_cgroup_charge() return value handling",
                    "5.9; cured in 5.9.14",
                    2020),
            """
            C is at its limit, so the charge for a new object fails.
            The allocation takes that for nothing to charge and succeeds: an accounted object without an owner.""",
            Set.of(Invariant.BOUNDS),
            """
            design  objcg
            world   C < root limit 0 pages, cache dentry 192 account, cpus 1
            T1      cpu0 in C: o = alloc dentry
            """,
            false,
            LimitFailureTurnsIntoUnaccounted::new);

    public LimitFailureTurnsIntoUnaccounted(Machine machine, Geometry geometry) {
        super(machine, geometry);
    }

    @Override
    protected PreCharge<ObjCgroup> preAllocHook(Task task, Process process, KmemCache cache, Set<AllocFlag> flags) {
        PreCharge<ObjCgroup> charge = super.preAllocHook(task, process, cache, flags);
        return charge.isRefused() ? PreCharge.nobody() : charge;
    }
}
