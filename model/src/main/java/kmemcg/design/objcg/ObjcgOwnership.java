package kmemcg.design.objcg;

import kmemcg.design.ownership.SharedCachesDesign;
import kmemcg.machine.Birth;
import kmemcg.machine.Held;
import kmemcg.machine.Invariant;
import kmemcg.machine.Machine;
import kmemcg.machine.SpinLock;
import kmemcg.machine.Task;
import kmemcg.machine.Word;
import kmemcg.memcg.Geometry;
import kmemcg.memcg.MemCgroup;
import kmemcg.memcg.PageCounter;
import kmemcg.memcg.Process;
import org.jspecify.annotations.Nullable;
import org.pcollections.PVector;
import org.pcollections.TreePVector;

/**
 * Who owns charges: the birth, lookup, reparenting and death of obj_cgroups. Source: Linux 6.1 {@code mm/memcontrol.c}.
 *
 * <p>An obj_cgroup holds no reference on its group, so live objects pin no group; the price is that whoever wants the group
 * must pin it first and look again if that fails ({@link #memcgOf}).
 */
abstract class ObjcgOwnership extends SharedCachesDesign<ObjCgroup> {
    private final SpinLock objcgLock;

    ObjcgOwnership(Machine machine, Geometry geometry) {
        super(machine, geometry);
        this.objcgLock = machine.spinLock("objcg_lock");
    }

    @Override
    protected @Nullable MemCgroup cssAlloc(Task task, String name, @Nullable MemCgroup parent) {
        PageCounter above = counterParent(parent);
        return task.tryAllocate(name, birth -> newMemcg(task, birth, parent, above));
    }

    /** A group as this design has it. */
    protected ObjcgMemcg newMemcg(Task task, Birth birth, @Nullable MemCgroup parent, @Nullable PageCounter above) {
        return new ObjcgMemcg(machine, task, birth, parent, above, this);
    }

    /** Of {@code mem_cgroup_css_alloc}: the counter that a new group's charges go on to. */
    protected @Nullable PageCounter counterParent(@Nullable MemCgroup parent) {
        return parent == null ? null : parent.memory();
    }

    /** The root has no obj_cgroup. */
    @Override
    protected boolean memcgOnlineKmem(Task task, MemCgroup memcg) {
        if (memcg.isRoot()) {
            return true;
        }
        ObjCgroup objcg = objCgroupAlloc(task, memcg);
        if (objcg == null) {
            return false;
        }
        objcg.memcg().writeOnce(memcg);
        ObjcgMemcg.of(memcg).objcg().rcuAssign(objcg);
        return true;
    }

    /** {@code obj_cgroup_alloc}. */
    protected final @Nullable ObjCgroup objCgroupAlloc(Task task, MemCgroup memcg) {
        return task.tryAllocate(
                "objcg of " + memcg.name(), birth -> new ObjCgroup(machine, task, birth, this::objCgroupRelease));
    }

    /** The obj_cgroup of the nearest group from the process's own up to below the root that still has a live one. */
    @Override
    protected @Nullable ObjCgroup objCgroupFromCurrent(Task task, Process process) {
        try (Held section = task.rcuReadLock()) {
            return climb(task, process.memcg());
        }
    }

    /** {@code __get_obj_cgroup_from_memcg}: inside a read-side section. */
    protected @Nullable ObjCgroup climb(Task task, MemCgroup start) {
        MemCgroup at = start;
        for (MemCgroup above = at.parent(); above != null; above = at.parent()) {
            ObjCgroup objcg = ObjcgMemcg.of(at).objcg().rcuDereference();
            if (objcg != null && tryGet(task, objcg)) {
                return objcg;
            }
            at = above;
        }
        return null;
    }

    /** {@code obj_cgroup_tryget}. */
    protected boolean tryGet(Task task, ObjCgroup objcg) {
        return objcg.refcnt().tryGet(task);
    }

    /** {@code get_mem_cgroup_from_objcg}: with a css reference, the group that owns now, whoever that is by then. */
    protected MemCgroup memcgOf(Task task, ObjCgroup objcg) {
        try (Held section = task.rcuReadLock()) {
            return task.retry(() -> {
                MemCgroup memcg = objCgroupMemcg(objcg);
                return memcg.css().tryGet(task) ? memcg : null;
            });
        }
    }

    /** Good to the end of the read-side section, and no longer. */
    @Override
    protected final MemCgroup objCgroupMemcg(ObjCgroup objcg) {
        MemCgroup memcg = objcg.memcg().rcuDereference();
        if (memcg == null) {
            throw new NullPointerException(objcg + " names no group");
        }
        return memcg;
    }

    @Override
    protected final Word chargedBytes(ObjCgroup objcg) {
        return objcg.chargedBytes();
    }

    @Override
    protected final void get(Task task, ObjCgroup objcg) {
        objcg.refcnt().get(task);
    }

    /** {@code obj_cgroup_put}: the last one may release it, which takes {@code objcg_lock} and refills stocks. */
    @Override
    protected final void put(Task task, @Nullable ObjCgroup objcg) {
        if (objcg != null) {
            objcg.refcnt().put(task);
        }
    }

    /**
     * {@code memcg_reparent_objcgs}: everything that names this group names the parent from here on; then the group's own
     * reference goes.
     */
    protected void memcgReparentObjcgs(Task task, ObjcgMemcg memcg, ObjcgMemcg parent) {
        ObjCgroup own = memcg.objcg().readOnce();
        memcg.objcg().rcuAssign(null);
        try (Held held = objcgLock.lock(task)) {
            PVector<ObjCgroup> moving = listed(memcg);
            if (own != null) {
                moving = moving.plus(own);
            }
            moving.forEach(objcg -> objcg.memcg().writeOnce(parent));
            parent.inherited().writePlain(listed(parent).plusAll(moving));
            memcg.inherited().writePlain(TreePVector.empty());
        }
        if (own != null) {
            own.refcnt().kill(task, null);
        }
    }

    /** {@code obj_cgroup_release}: the whole pages left over go back; parts of a page must not be left over. */
    protected void objCgroupRelease(Task task, ObjCgroup objcg) {
        long bytes = objcg.chargedBytes().readOnce();
        task.warn(
                bytes % geometry.pageSize() != 0,
                Invariant.CONSERVATION,
                "obj_cgroup_release: %s: %d bytes are no whole pages".formatted(objcg, bytes));
        long pages = bytes / geometry.pageSize();
        if (pages != 0) {
            objCgroupUnchargePages(task, objcg, pages);
        }
        try (Held held = objcgLock.lock(task)) {
            ObjcgMemcg memcg = ObjcgMemcg.of(objCgroupMemcg(objcg));
            memcg.inherited().writePlain(listed(memcg).minus(objcg));
        }
        objcg.refcnt().exit(task);
        machine.rcu().call(task, "kfree " + objcg, later -> later.free(objcg));
    }

    private static PVector<ObjCgroup> listed(ObjcgMemcg memcg) {
        PVector<ObjCgroup> now = memcg.inherited().readPlain();
        return now == null ? TreePVector.empty() : now;
    }
}
