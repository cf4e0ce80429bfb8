package kmemcg.design.owners;

import kmemcg.design.ownership.OwnerVector;
import kmemcg.design.ownership.SharedCachesDesign;
import kmemcg.lru.EveryGroup;
import kmemcg.lru.ShrinkerMaps;
import kmemcg.machine.Invariant;
import kmemcg.machine.Machine;
import kmemcg.machine.Ref;
import kmemcg.machine.Task;
import kmemcg.machine.Word;
import kmemcg.memcg.Geometry;
import kmemcg.memcg.Gfp;
import kmemcg.memcg.MemCgroup;
import kmemcg.memcg.Process;
import kmemcg.slab.Slab;
import org.jspecify.annotations.Nullable;

/**
 * Shared caches with an owner for each object as they were proposed: Vladimir Davydov, 2014, as an alternative to a cache for each group
 * and kind. It became obj_cgroup in 2020.
 *
 * <p>An object names the group that pays for it. It is charged by itself, out of stocks that each CPU has, and nothing is made or
 * destroyed for a group but its lists, one for each kind of object that can be reclaimed. As any charge of that time, an object
 * holds a css reference on its group; so a removed group stays until its last object is freed, and its parents' counters have
 * that in them. Offline hands its lists to the parent, under whose name they are found from then on, so that what keeps the group can
 * still be reclaimed.
 *
 * <p>The proposal leaves open whether an object has a pointer to its group or a css id; here it is a pointer. Its memory is part of the slab
 * page's, so that it cannot be missing.
 *
 * <p>Deviations: one kind of list. A list is found by its group's {@code kmemcg_id} in a list_lru, where the mail has it in the group
 * itself. Counters, page stocks, hotplug and limits are those of Linux 6.1; in 2014 a res_counter counted bytes, and parts of a page
 * could go back to it, which here stay with the group. A list_head in each object that can be reclaimed is not charged.
 */
public class OwnersDesign extends SharedCachesDesign<OwnersMemcg> {
    /** A booted system: a root group, no caches, empty stocks. */
    public OwnersDesign(Machine machine, Geometry geometry) {
        super(machine, geometry);
    }

    @Override
    protected ShrinkerMaps newShrinkerMaps() {
        return new EveryGroup(machine);
    }

    @Override
    protected @Nullable MemCgroup cssAlloc(Task task, String name, @Nullable MemCgroup parent) {
        return task.tryAllocate(name, birth -> new OwnersMemcg(machine, task, birth, parent, this));
    }

    /** The lists are there as long as the group is. */
    @Override
    protected boolean memcgOnlineKmem(Task task, MemCgroup memcg) {
        return memcg.isRoot() || lru().prepare(task, memcg);
    }

    @Override
    protected boolean prepareLists(Task task, OwnersMemcg owner) {
        return true;
    }

    /** Objects stay with the group. */
    @Override
    protected void memcgOfflineKmem(Task task, MemCgroup memcg, MemCgroup parent) {
        memcgReparentListLrus(task, memcg, parent);
    }

    /** The group of the process, removed or not; nobody pays for what is allocated in the root. */
    @Override
    protected @Nullable OwnersMemcg objCgroupFromCurrent(Task task, Process process) {
        MemCgroup memcg = getMemCgroupFromMm(task, process);
        return memcg.isRoot() ? null : OwnersMemcg.of(memcg);
    }

    @Override
    protected void get(Task task, OwnersMemcg owner) {
        owner.css().get(task);
    }

    @Override
    protected void put(Task task, @Nullable OwnersMemcg owner) {
        if (owner != null) {
            owner.css().put(task);
        }
    }

    /** The reference that was taken to charge the object is the object's. */
    @Override
    protected void nameOwner(Task task, Ref<OwnersMemcg> name, OwnersMemcg owner) {
        name.writePlain(owner);
    }

    @Override
    protected MemCgroup objCgroupMemcg(OwnersMemcg owner) {
        return owner;
    }

    @Override
    protected Word chargedBytes(OwnersMemcg owner) {
        return owner.chargedBytes();
    }

    @Override
    protected boolean objCgroupChargePages(Task task, OwnersMemcg owner, long pages, Gfp gfp) {
        return tryChargeMemcg(task, owner, pages, gfp);
    }

    @Override
    protected void objCgroupUnchargePages(Task task, OwnersMemcg owner, long pages) {
        refillStock(task, owner, pages);
    }

    @Override
    protected void unchargeDrainedPages(Task task, OwnersMemcg old, long pages) {
        refillStockLocked(task, old, pages);
    }

    /** A page comes with room for its objects' owners. */
    @Override
    public boolean charge(Task task, Slab page, Gfp gfp) {
        page.memcgData()
                .writeOnce(
                        task.allocate("owners in " + page, birth -> new OwnerVector<OwnersMemcg>(birth, page.slots())));
        return true;
    }

    /** Parts of pages that came back one by one make whole pages by now. */
    @Override
    protected void cssReleased(Task task, MemCgroup memcg) {
        long bytes = OwnersMemcg.of(memcg).chargedBytes().readOnce();
        task.warn(
                bytes % geometry.pageSize() != 0,
                Invariant.CONSERVATION,
                "css_released: %s: %d bytes are no whole pages".formatted(memcg, bytes));
        long pages = bytes / geometry.pageSize();
        if (pages != 0) {
            memcg.memory().uncharge(task, pages);
        }
    }
}
