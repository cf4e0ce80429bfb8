package kmemcg.design.ownership;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import kmemcg.design.AllocFlag;
import kmemcg.design.CacheFlag;
import kmemcg.design.KmemDesign;
import kmemcg.design.Verb;
import kmemcg.lru.ListLru;
import kmemcg.lru.ListShrinker;
import kmemcg.lru.ShrinkerMaps;
import kmemcg.machine.KernelObject;
import kmemcg.machine.Machine;
import kmemcg.machine.Task;
import kmemcg.machine.Word;
import kmemcg.memcg.Geometry;
import kmemcg.memcg.MemCgroup;
import kmemcg.memcg.Process;
import kmemcg.slab.KmemCache;
import kmemcg.slab.ObjectHandle;
import kmemcg.slab.PageHooks;
import kmemcg.slab.Slab;
import kmemcg.slab.SlabAllocator;
import kmemcg.slab.SlabObject;
import org.jspecify.annotations.Nullable;

/**
 * Shared caches whose objects each have an owner: what of a kernel's allocator and its lists does not depend on what an owner is. Source:
 * Linux 6.1 {@code mm/slab.h}, {@code mm/memcontrol.c}, {@code mm/list_lru.c}, whose names the steps have.
 *
 * <p>Every protected method of this class and its parents is a step that a design, or a historical bug, may override.
 *
 * @param <O> what owns
 */
public abstract class SharedCachesDesign<O extends KernelObject> extends SlabHooks<O> implements KmemDesign, PageHooks {
    private final MemCgroup root;
    private final SlabAllocator slab;
    private final ShrinkerMaps shrinkers;
    private final ListLru lru;
    private final ListShrinker listed;
    private final Word lastId;

    /** A booted system: a root group, no caches, empty stocks. */
    protected SharedCachesDesign(Machine machine, Geometry geometry) {
        super(machine, geometry);
        this.lastId = machine.word("memcg_id.last", 0);
        Task boot = machine.task("boot", 0);
        this.root = bootRoot(boot);
        this.slab = new SlabAllocator(machine, geometry.pageSize(), this);
        this.shrinkers = newShrinkerMaps();
        this.lru = newListLru(boot, root, shrinkers);
        this.listed = new ListShrinker(lru, shrinkers, this::kmemCacheFree);
    }

    /** The announcing bitmaps; called once, by the constructor. */
    protected ShrinkerMaps newShrinkerMaps() {
        return new ShrinkerMaps(machine);
    }

    /** The list_lru; called once, by the constructor. */
    protected ListLru newListLru(Task boot, MemCgroup rootGroup, ShrinkerMaps maps) {
        return new ListLru(machine, boot, rootGroup, maps, this::memcgFromSlabObj);
    }

    @Override
    public Set<Verb> vocabulary() {
        return EnumSet.of(
                Verb.MKDIR,
                Verb.RMDIR,
                Verb.OFFLINE,
                Verb.LIMIT,
                Verb.ATTACH,
                Verb.CREATE_CACHE,
                Verb.DESTROY_CACHE,
                Verb.ALLOC,
                Verb.FREE,
                Verb.BULK_FREE,
                Verb.LRU_ADD,
                Verb.LRU_DEL,
                Verb.SHRINK,
                Verb.DRAIN,
                Verb.CPU_OFFLINE,
                Verb.USAGE,
                Verb.FAULT,
                Verb.SETTLE);
    }

    @Override
    public final MemCgroup root() {
        return root;
    }

    @Override
    protected boolean cssOnline(Task task, MemCgroup memcg) {
        if (!memcg.isRoot()) {
            memcg.kmemcgId().writeOnce(lastId.addReturn(1));
        }
        return memcgOnlineKmem(task, memcg);
    }

    @Override
    protected void cssOffline(Task task, MemCgroup memcg) {
        MemCgroup parent = memcg.parent();
        if (parent != null) {
            memcgOfflineKmem(task, memcg, parent);
        }
        drainAllStock(task, memcg);
    }

    @Override
    protected void cssFree(Task task, MemCgroup memcg) {
        task.free(memcg);
    }

    /** {@code memcg_online_kmem}: false if memory could not be had. */
    protected abstract boolean memcgOnlineKmem(Task task, MemCgroup memcg);

    /** {@code memcg_offline_kmem}: hands over what the group must not keep. */
    protected abstract void memcgOfflineKmem(Task task, MemCgroup memcg, MemCgroup parent);

    /** {@code get_obj_cgroup_from_current}: with a reference, who pays for what a process allocates; null for nobody. */
    protected abstract @Nullable O objCgroupFromCurrent(Task task, Process process);

    /** {@code memcg_list_lru_alloc}: makes sure that a group's objects can be listed; false if memory for it could not be had. */
    protected abstract boolean prepareLists(Task task, O owner);

    @Override
    public final void release(Task task, Slab page) {
        freeSlabCgroups(task, page);
    }

    /** {@code memcg_reparent_list_lrus}: the whole subtree takes the parent's id, then the list moves. */
    protected void memcgReparentListLrus(Task task, MemCgroup memcg, MemCgroup parent) {
        long removed = memcg.kmemcgId().readOnce();
        switchIds(task, memcg, parent.kmemcgId().readOnce());
        lru.reparent(task, removed, parent);
    }

    @Override
    public Process newProcess(Task task, String name) {
        return newProcess(name, root);
    }

    @Override
    public @Nullable KmemCache createCache(Task task, String name, int objectSize, Set<CacheFlag> flags) {
        return slab.create(task, name, CacheFlag.traits(objectSize, flags));
    }

    @Override
    public boolean destroyCache(Task task, KmemCache cache) {
        return slab.destroy(task, cache);
    }

    @Override
    public boolean alloc(Task task, Process process, KmemCache cache, Set<AllocFlag> flags, ObjectHandle handle) {
        PreCharge<O> charge = preAllocHook(task, process, cache, flags);
        if (charge.isRefused()) {
            return false;
        }
        SlabObject object = slab.alloc(task, cache, handle, flags.contains(AllocFlag.LRU), AllocFlag.gfp(flags));
        O owner = charge.owner();
        if (owner != null) {
            postAllocHook(task, owner, object, fullSize(cache.objectSize()));
        }
        if (object == null) {
            return false;
        }
        handle.put(object);
        return true;
    }

    /** {@code memcg_slab_pre_alloc_hook}: finds out whom to charge, makes its lists ready and charges it. */
    protected PreCharge<O> preAllocHook(Task task, Process process, KmemCache cache, Set<AllocFlag> flags) {
        O owner = AllocFlag.asksForCharge(flags, cache) ? objCgroupFromCurrent(task, process) : null;
        if (owner == null) {
            return PreCharge.nobody();
        }
        boolean ready = !flags.contains(AllocFlag.LRU) || prepareLists(task, owner);
        if (ready && objCgroupCharge(task, owner, fullSize(cache.objectSize()), AllocFlag.gfp(flags))) {
            return new PreCharge<>(false, owner);
        }
        put(task, owner);
        return PreCharge.refused();
    }

    @Override
    public boolean free(Task task, ObjectHandle handle) {
        SlabObject object = handle.take();
        if (object == null) {
            return false;
        }
        listed.forget(task, object);
        kmemCacheFree(task, object);
        return true;
    }

    /** {@code kmem_cache_free}: the accounting hook first, then the slot. */
    protected void kmemCacheFree(Task task, SlabObject object) {
        slabFreeHook(task, object, fullSize(object.slab().cache().objectSize()));
        slab.free(task, object);
    }

    @Override
    public int bulkFree(Task task, List<ObjectHandle> handles) {
        return freeEach(task, handles);
    }

    @Override
    public boolean lruAdd(Task task, ObjectHandle handle) {
        return listed.add(task, handle);
    }

    @Override
    public boolean lruDel(Task task, ObjectHandle handle) {
        return listed.del(task, handle);
    }

    /** {@code mem_cgroup_from_slab_obj}: the group an object is charged to now; the root if it is not charged. */
    protected MemCgroup memcgFromSlabObj(Task task, SlabObject object) {
        OwnerVector<O> vector = slabObjcgs(object.slab());
        O owner = vector == null ? null : vector.owner(object.slot()).readPlain();
        return owner == null ? root : objCgroupMemcg(owner);
    }

    @Override
    public int shrink(Task task, MemCgroup memcg) {
        return listed.shrink(task, memcg);
    }

    /** Every group of the subtree in pre-order, each pinned while it is shrunk ({@code mem_cgroup_iter}). */
    @Override
    protected int reclaim(Task task, MemCgroup subtree) {
        int freed = shrink(task, subtree);
        for (MemCgroup child : pinnedChildren(task, subtree)) {
            freed += reclaim(task, child);
            child.css().put(task);
        }
        return freed;
    }

    @Override
    public void drain(Task task, MemCgroup memcg) {
        drainAllStock(task, memcg);
    }

    @Override
    public long usage(Task task, MemCgroup memcg) {
        return memcg.memory().read();
    }

    /** Caches and slab pages, for validators. */
    public final SlabAllocator slab() {
        return slab;
    }

    /** Whose lists reclaim looks at. */
    protected final ShrinkerMaps shrinkers() {
        return shrinkers;
    }

    /** Whether reclaim looks at a group's list, for validators. */
    public final boolean peekLooksAt(MemCgroup memcg) {
        return shrinkers.peekLooksAt(memcg);
    }

    /** The list_lru, for validators. */
    public final ListLru lru() {
        return lru;
    }

    /** The sizes it was built with. */
    public final Geometry geometry() {
        return geometry;
    }
}
