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
 * The check that a group is online and the charge to it are not one step, so a charge may come after offline has moved all
 * charges away. Nobody moves it any more.
 *
 * <p>A transposition. The commit belongs to page charging of 3.x, where a css reference was held, offline looped until no
 * charge was left, and a swap-in charged afterwards. Here the only thing that offline moves is obj_cgroups, so the late charge
 * is a late obj_cgroup: a group that is found online but without one is taken for a group that has none <em>yet</em>, and gets
 * one, which holds a css reference on it. Offline had just taken the old one away.
 */
public final class ChargeAfterOfflineLeak extends ObjcgDesign {
    public static final HistoricalBug ENTRY = new HistoricalBug(
            "charge-after-offline-leak",
            "objcg",
            Origin.verified(
                    "96f1c58d8534",
                    "mm: memcg: fix race condition between memcg teardown and swapin",
                    "3.x, in page charging; transposed to obj_cgroup",
                    2013),
            """
            T1 finds C online.
            T2 takes C offline and moves C's obj_cgroup to the parent.
            T1 finds no obj_cgroup, makes one and charges to it: no offline will come to move it, C is never freed.""",
            Set.of(Invariant.CONSERVATION, Invariant.REFERENCES),
            """
            design  objcg
            world   C < root, cache dentry 192 account, cpus 2
            T1      cpu0 in C: o = alloc dentry
            T2      cpu1:      offline C
            after   cpu0:      free o
            finally usage root == 0
            """,
            false,
            ChargeAfterOfflineLeak::new);

    public ChargeAfterOfflineLeak(Machine machine, Geometry geometry) {
        super(machine, geometry);
    }

    @Override
    protected @Nullable ObjCgroup climb(Task task, MemCgroup start) {
        boolean online = !start.isRoot() && start.css().isOnline();
        if (online && ObjcgMemcg.of(start).objcg().rcuDereference() == null) {
            return lateOwner(task, ObjcgMemcg.of(start));
        }
        return super.climb(task, start);
    }

    private @Nullable ObjCgroup lateOwner(Task task, ObjcgMemcg memcg) {
        ObjCgroup objcg = objCgroupAlloc(task, memcg);
        if (objcg != null) {
            memcg.css().get(task);
            objcg.memcg().writeOnce(memcg);
        }
        return objcg;
    }
}
