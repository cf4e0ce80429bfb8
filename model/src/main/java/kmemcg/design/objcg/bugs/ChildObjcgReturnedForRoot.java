package kmemcg.design.objcg.bugs;

import java.util.Set;
import kmemcg.design.HistoricalBug;
import kmemcg.design.Origin;
import kmemcg.design.objcg.ObjCgroup;
import kmemcg.design.objcg.ObjcgDesign;
import kmemcg.design.objcg.ObjcgMemcg;
import kmemcg.machine.Invariant;
import kmemcg.machine.Machine;
import kmemcg.machine.Task;
import kmemcg.memcg.Geometry;
import kmemcg.memcg.MemCgroup;
import org.jspecify.annotations.Nullable;

/**
 * The climb for an owner keeps the obj_cgroup it saw last in the variable that it returns, also when {@code tryget} failed on
 * it. The cure sets the variable back to null.
 *
 * <p>Deviation: {@code tryget} fails here as soon as the count is killed. The kernel's fails when the count is zero, and that
 * seems impossible at this place: the climb's read-side section begins before the pointer is cleared, so before the count is
 * killed, and the count cannot reach zero before a grace period has passed since. The commit cites no crash; it was found by
 * reading. The design passes with this {@code tryget} too, so what fails is the climb.
 */
public final class ChildObjcgReturnedForRoot extends ObjcgDesign {
    public static final HistoricalBug ENTRY = new HistoricalBug(
            "child-objcg-returned-for-root",
            "objcg",
            Origin.verified(
                    "2f7659a31473",
                    "mm: memcg/slab: fix return of child memcg objcg for root memcg",
                    "since obj_cgroup (5.9); cured in 5.10.4",
                    2020),
            """
            T1 climbs from C, just below the root, and reads C's obj_cgroup.
            T2 takes C offline and kills the obj_cgroup: T1's tryget fails.
            T1 reaches the root and returns the dead obj_cgroup, without a reference; later it puts one.""",
            Set.of(Invariant.NO_ACCESS_AFTER_FREE, Invariant.ONE_CHARGE),
            """
            design  objcg
            world   C < root, cache dentry 4088 account, cpus 2
            T1      cpu0 in C: o = alloc dentry
            T2      cpu1:      offline C
            after   cpu0:      settle ; free o
            """,
            false,
            ChildObjcgReturnedForRoot::new);

    public ChildObjcgReturnedForRoot(Machine machine, Geometry geometry) {
        super(machine, geometry);
    }

    @Override
    protected @Nullable ObjCgroup climb(Task task, MemCgroup start) {
        ObjCgroup objcg = null;
        MemCgroup at = start;
        for (MemCgroup above = at.parent(); above != null; above = at.parent()) {
            objcg = ObjcgMemcg.of(at).objcg().rcuDereference();
            if (objcg != null && tryGet(task, objcg)) {
                break;
            }
            at = above;
        }
        return objcg;
    }

    @Override
    protected boolean tryGet(Task task, ObjCgroup objcg) {
        return objcg.refcnt().tryGetLive(task);
    }
}
