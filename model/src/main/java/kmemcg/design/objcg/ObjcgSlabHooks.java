package kmemcg.design.objcg;

import kmemcg.design.ownership.OwnerVector;
import kmemcg.machine.KernelObject;
import kmemcg.machine.Machine;
import kmemcg.machine.Task;
import kmemcg.memcg.Geometry;
import kmemcg.slab.Slab;
import org.jspecify.annotations.Nullable;

/** A page gets its vector of owners with its first charged object. Source: Linux 6.1 {@code mm/slab.h}, {@code mm/memcontrol.c}. */
abstract class ObjcgSlabHooks extends ObjcgCharging {
    ObjcgSlabHooks(Machine machine, Geometry geometry) {
        super(machine, geometry);
    }

    @Override
    protected @Nullable OwnerVector<ObjCgroup> vectorFor(Task task, Slab slab) {
        OwnerVector<ObjCgroup> there = slabObjcgs(slab);
        return there != null ? there : memcgAllocSlabCgroups(task, slab);
    }

    /** {@code memcg_alloc_slab_cgroups}: several may try at once; the losers use the winner's vector. */
    protected @Nullable OwnerVector<ObjCgroup> memcgAllocSlabCgroups(Task task, Slab slab) {
        OwnerVector<ObjCgroup> fresh =
                task.tryAllocate("vector of " + slab, birth -> new OwnerVector<>(birth, slab.slots()));
        if (fresh == null) {
            return null;
        }
        KernelObject winner = slab.memcgData().cmpxchg(null, fresh);
        if (winner == null) {
            return fresh;
        }
        task.free(fresh);
        return vectorIn(winner);
    }
}
