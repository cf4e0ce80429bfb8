package kmemcg.design.objcg;

import kmemcg.machine.KernelObject;
import kmemcg.machine.Machine;
import kmemcg.machine.Task;
import kmemcg.memcg.Geometry;
import kmemcg.slab.Slab;
import kmemcg.slab.SlabObject;
import org.jspecify.annotations.Nullable;

/**
 * What accounting does around slab allocation: the vector of owners on a slab page, filled and emptied object by object.
 * Source: Linux 6.1 {@code mm/slab.h} and {@code mm/memcontrol.c}, {@code memcg_alloc_slab_cgroups},
 * {@code memcg_slab_post_alloc_hook}, {@code memcg_slab_free_hook}.
 */
abstract class ObjcgSlabHooks extends ObjcgCharging {
    /** {@code sizeof(struct obj_cgroup *)}: each accounted object pays for its pointer as well. */
    public static final int OWNER_POINTER_BYTES = 8;

    ObjcgSlabHooks(Machine machine, Geometry geometry) {
        super(machine, geometry);
    }

    /** {@code obj_full_size}: what one object is charged, in bytes. */
    public static long fullSize(int objectSize) {
        return (long) objectSize + OWNER_POINTER_BYTES;
    }

    /**
     * {@code memcg_slab_post_alloc_hook}: names the owner of a charged object; a page that cannot get its vector leaves the
     * object uncharged. The reference of the pre-hook goes.
     *
     * @param object null if the allocation failed after the charge
     */
    protected void postAllocHook(Task task, ObjCgroup objcg, @Nullable SlabObject object, long bytes) {
        OwnerVector vector = object == null ? null : vectorFor(task, object.slab());
        if (object == null || vector == null) {
            objCgroupUncharge(task, objcg, bytes);
        } else {
            objcg.refcnt().get(task);
            vector.owner(object.slot()).writePlain(objcg);
        }
        put(task, objcg);
    }

    private @Nullable OwnerVector vectorFor(Task task, Slab slab) {
        OwnerVector there = slabObjcgs(slab);
        return there != null ? there : memcgAllocSlabCgroups(task, slab);
    }

    /** {@code slab_objcgs}: null if nothing on the page is charged. */
    protected @Nullable OwnerVector slabObjcgs(Slab slab) {
        return (OwnerVector) slab.memcgData().readOnce();
    }

    /** {@code memcg_alloc_slab_cgroups}: several may try at once; the losers use the winner's vector. */
    protected @Nullable OwnerVector memcgAllocSlabCgroups(Task task, Slab slab) {
        OwnerVector fresh = task.tryAllocate("vector of " + slab, birth -> new OwnerVector(birth, slab.slots()));
        if (fresh == null) {
            return null;
        }
        KernelObject winner = slab.memcgData().cmpxchg(null, fresh);
        if (winner == null) {
            return fresh;
        }
        task.free(fresh);
        return (OwnerVector) winner;
    }

    /** {@code memcg_slab_free_hook}: on every path that frees an object, before its slot is free. */
    protected void slabFreeHook(Task task, SlabObject object, long bytes) {
        OwnerVector vector = slabObjcgs(object.slab());
        ObjCgroup objcg = vector == null ? null : vector.owner(object.slot()).readPlain();
        if (vector == null || objcg == null) {
            return;
        }
        vector.owner(object.slot()).writePlain(null);
        objCgroupUncharge(task, objcg, bytes);
        put(task, objcg);
    }

    /** {@code memcg_free_slab_cgroups}: the page goes back, its vector first. */
    protected void freeSlabCgroups(Task task, Slab slab) {
        OwnerVector vector = slabObjcgs(slab);
        if (vector != null) {
            slab.memcgData().writeOnce(null);
            task.free(vector);
        }
    }
}
