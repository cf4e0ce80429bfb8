package kmemcg.design.objcg;

import kmemcg.machine.Machine;
import kmemcg.machine.Task;
import kmemcg.memcg.Geometry;
import kmemcg.memcg.Gfp;
import kmemcg.memcg.MemCgroup;

/**
 * Charging pages by way of an obj_cgroup: whoever it names by then is pinned for it. Source: Linux 6.1 {@code mm/memcontrol.c}, {@code
 * obj_cgroup_charge_pages}, {@code obj_cgroup_uncharge_pages}.
 */
abstract class ObjcgCharging extends ObjcgOwnership {
    ObjcgCharging(Machine machine, Geometry geometry) {
        super(machine, geometry);
    }

    @Override
    protected boolean objCgroupChargePages(Task task, ObjCgroup objcg, long pages, Gfp gfp) {
        MemCgroup memcg = memcgOf(task, objcg);
        boolean charged = tryChargeMemcg(task, memcg, pages, gfp);
        if (charged) {
            memcgAccountKmem(task, memcg, pages);
        }
        memcg.css().put(task);
        return charged;
    }

    @Override
    protected void objCgroupUnchargePages(Task task, ObjCgroup objcg, long pages) {
        MemCgroup memcg = memcgOf(task, objcg);
        memcgAccountKmem(task, memcg, -pages);
        refillStock(task, memcg, pages);
        memcg.css().put(task);
    }

    /** {@code memcg_account_kmem}: a statistic, on this CPU. */
    protected void memcgAccountKmem(Task task, MemCgroup memcg, long pages) {
        memcg.kernelPages().add(task, pages);
    }

    @Override
    protected void unchargeDrainedPages(Task task, ObjCgroup old, long pages) {
        MemCgroup memcg = memcgOf(task, old);
        memcgAccountKmem(task, memcg, -pages);
        refillStockLocked(task, memcg, pages);
        memcg.css().put(task);
    }
}
