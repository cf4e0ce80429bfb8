package kmemcg.design.ownership;

import kmemcg.machine.KernelObject;
import kmemcg.machine.Machine;
import kmemcg.machine.Ref;
import kmemcg.machine.Task;
import kmemcg.memcg.Geometry;
import kmemcg.slab.Slab;
import kmemcg.slab.SlabObject;
import org.jspecify.annotations.Nullable;

/**
 * What accounting does around slab allocation: the vector of owners on a slab page, filled and emptied object by object.
 * Source: Linux 6.1 {@code mm/slab.h} and {@code mm/memcontrol.c}, {@code memcg_slab_post_alloc_hook},
 * {@code memcg_slab_free_hook}.
 *
 * @param <O> what owns
 */
abstract class SlabHooks<O extends KernelObject> extends ByteCharging<O> {
    /** The size of a pointer: each accounted object pays for its pointer as well. */
    public static final int OWNER_POINTER_BYTES = 8;

    SlabHooks(Machine machine, Geometry geometry) {
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
    protected void postAllocHook(Task task, O objcg, @Nullable SlabObject object, long bytes) {
        OwnerVector<O> vector = object == null ? null : vectorFor(task, object.slab());
        if (object == null || vector == null) {
            objCgroupUncharge(task, objcg, bytes);
            put(task, objcg);
        } else {
            nameOwner(task, vector.owner(object.slot()), objcg);
        }
    }

    /** The object's own reference goes with the name, and the pre-hook's goes; 6.1 allocates several objects with one. */
    protected void nameOwner(Task task, Ref<O> name, O objcg) {
        get(task, objcg);
        name.writePlain(objcg);
        put(task, objcg);
    }

    /** The vector of a page; null if memory for it could not be had. */
    protected @Nullable OwnerVector<O> vectorFor(Task task, Slab slab) {
        return slabObjcgs(slab);
    }

    /** {@code slab_objcgs}: null if there is none. */
    protected @Nullable OwnerVector<O> slabObjcgs(Slab slab) {
        return vectorIn(slab.memcgData().readOnce());
    }

    /** What a page's word holds. */
    @SuppressWarnings("unchecked") // a design keeps nothing else there
    protected final @Nullable OwnerVector<O> vectorIn(@Nullable KernelObject memcgData) {
        return (OwnerVector<O>) memcgData;
    }

    /** {@code memcg_slab_free_hook}: on every path that frees an object, before its slot is free. */
    protected void slabFreeHook(Task task, SlabObject object, long bytes) {
        OwnerVector<O> vector = slabObjcgs(object.slab());
        O objcg = vector == null ? null : vector.owner(object.slot()).readPlain();
        if (vector == null || objcg == null) {
            return;
        }
        vector.owner(object.slot()).writePlain(null);
        unchargeObject(task, objcg, bytes);
    }

    /** The object's reference goes last: it keeps the owner until its bytes are in a stock. */
    protected void unchargeObject(Task task, O objcg, long bytes) {
        objCgroupUncharge(task, objcg, bytes);
        put(task, objcg);
    }

    /** {@code memcg_free_slab_cgroups}: the page goes back, its vector first. */
    protected void freeSlabCgroups(Task task, Slab slab) {
        OwnerVector<O> vector = slabObjcgs(slab);
        if (vector != null) {
            slab.memcgData().writeOnce(null);
            task.free(vector);
        }
    }
}
