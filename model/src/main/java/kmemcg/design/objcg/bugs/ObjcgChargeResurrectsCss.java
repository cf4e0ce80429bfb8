package kmemcg.design.objcg.bugs;

import java.util.Set;
import kmemcg.design.HistoricalBug;
import kmemcg.design.Origin;
import kmemcg.design.objcg.ObjCgroup;
import kmemcg.design.objcg.ObjcgDesign;
import kmemcg.machine.Held;
import kmemcg.machine.Invariant;
import kmemcg.machine.Machine;
import kmemcg.machine.Task;
import kmemcg.memcg.Geometry;
import kmemcg.memcg.MemCgroup;

/**
 * The group that an obj_cgroup names is taken by {@code css_get}, although nothing but RCU keeps it. RCU keeps the memory, not
 * the count: that may be zero already. The cure takes it by {@code css_tryget} and looks again if that fails.
 */
public final class ObjcgChargeResurrectsCss extends ObjcgDesign {
    public static final HistoricalBug ENTRY = new HistoricalBug(
            "objcg-charge-resurrects-css",
            "objcg",
            Origin.verified(
                    "eefbfa7fd678",
                    "mm: memcg/slab: fix use after free in obj_cgroup_charge",
                    "since obj_cgroup (5.9); cured in 5.10.4",
                    2020),
            """
            T1, inside a read-side section, reads the group C that the object's owner names.
            T2 takes C offline: the owner names the parent now, and the last reference on C goes.
            T1 gets a reference on C, from 0 to 1, and puts it: C is released a second time.""",
            Set.of(Invariant.NO_ACCESS_AFTER_FREE),
            """
            design  objcg
            world   C < root, cache buffer 4096 account, cpus 2
            before  cpu0 in C: o = alloc buffer ; attach root
            T1      cpu0:      free o
            T2      cpu1:      offline C ; settle
            """,
            false,
            ObjcgChargeResurrectsCss::new);

    public ObjcgChargeResurrectsCss(Machine machine, Geometry geometry) {
        super(machine, geometry);
    }

    @Override
    protected MemCgroup memcgOf(Task task, ObjCgroup objcg) {
        try (Held section = task.rcuReadLock()) {
            MemCgroup memcg = objCgroupMemcg(objcg);
            memcg.css().get(task);
            return memcg;
        }
    }
}
