package kmemcg.design.objcg;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import kmemcg.design.AllocFlag;
import kmemcg.design.CacheFlag;
import kmemcg.design.KmemDesign;
import kmemcg.design.Verb;
import kmemcg.lru.ListLru;
import kmemcg.lru.ShrinkerMaps;
import kmemcg.machine.Machine;
import kmemcg.machine.Task;
import kmemcg.machine.Word;
import kmemcg.memcg.Geometry;
import kmemcg.memcg.MemCgroup;
import kmemcg.memcg.Process;
import kmemcg.slab.KmemCache;
import kmemcg.slab.ObjectHandle;
import kmemcg.slab.SlabAllocator;
import kmemcg.slab.SlabObject;
import org.jspecify.annotations.Nullable;

/**
 * Shared caches with an owner per object: the design of Linux 5.9 and later, as 6.1 has it, with two cures that came after:
 * the byte stock of a dead CPU is drained (9f01b4954490), and an add to a list_lru announces the list that it used (see
 * {@link ListLru}).
 *
 * <p>Every protected method of this class and its parents is a step that a historical bug may override.
 */
public class ObjcgDesign extends ObjcgSlabHooks implements KmemDesign {
    private final MemCgroup root;
    private final SlabAllocator slab;
    private final ShrinkerMaps shrinkers;
    private final ListLru lru;
    private final Word lastId;

    /** A booted system: a root group, no caches, empty stocks. */
    public ObjcgDesign(Machine machine, Geometry geometry) {
        super(machine, geometry);
        this.lastId = machine.word("memcg_id.last", 0);
        Task boot = machine.task("boot", 0);
        this.root = bootRoot(boot);
        this.slab = new SlabAllocator(machine, geometry.pageSize(), this::freeSlabCgroups);
        this.shrinkers = newShrinkerMaps();
        this.lru = newListLru(boot, root, shrinkers);
    }

    /** The announcing bitmaps; called once, by the constructor. */
    protected ShrinkerMaps newShrinkerMaps() {
        return new ShrinkerMaps();
    }

    /** The list_lru; called once, by the constructor. */
    protected ListLru newListLru(Task boot, MemCgroup rootGroup, ShrinkerMaps maps) {
        return new ListLru(machine, boot, rootGroup, maps, this::memcgFromSlabObj);
    }

    @Override
    public final Set<Verb> vocabulary() {
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
        return memcgOnlineKmem(task, ObjcgMemcg.of(memcg));
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

    /** {@code memcg_offline_kmem}: first the owners, then the lists. */
    protected void memcgOfflineKmem(Task task, MemCgroup memcg, MemCgroup parent) {
        memcgReparentObjcgs(task, ObjcgMemcg.of(memcg), ObjcgMemcg.of(parent));
        memcgReparentListLrus(task, memcg, parent);
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
        PreCharge charge = preAllocHook(task, process, cache, flags);
        if (charge.isRefused()) {
            return false;
        }
        SlabObject object = slab.alloc(task, cache, handle, flags.contains(AllocFlag.LRU), AllocFlag.gfp(flags));
        ObjCgroup objcg = charge.objcg();
        if (objcg != null) {
            postAllocHook(task, objcg, object, fullSize(cache.objectSize()));
        }
        if (object == null) {
            return false;
        }
        handle.put(object);
        return true;
    }

    /** {@code memcg_slab_pre_alloc_hook}: finds out whom to charge, makes its lists ready and charges it. */
    protected PreCharge preAllocHook(Task task, Process process, KmemCache cache, Set<AllocFlag> flags) {
        ObjCgroup objcg = AllocFlag.asksForCharge(flags, cache) ? objCgroupFromCurrent(task, process) : null;
        if (objcg == null) {
            return PreCharge.NOBODY;
        }
        boolean ready = !flags.contains(AllocFlag.LRU) || prepareLists(task, objcg);
        if (ready && objCgroupCharge(task, objcg, fullSize(cache.objectSize()), AllocFlag.gfp(flags))) {
            return PreCharge.of(objcg);
        }
        put(task, objcg);
        return PreCharge.REFUSED;
    }

    private boolean prepareLists(Task task, ObjCgroup objcg) {
        MemCgroup memcg = memcgOf(task, objcg);
        boolean ready = lru.prepare(task, memcg);
        memcg.css().put(task);
        return ready;
    }

    @Override
    public boolean free(Task task, ObjectHandle handle) {
        SlabObject object = handle.take();
        if (object == null) {
            return false;
        }
        if (object.isForLru()) {
            lru.del(task, object);
        }
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
        return handle.use(object -> object.isForLru() && lru.add(task, object));
    }

    @Override
    public boolean lruDel(Task task, ObjectHandle handle) {
        return handle.use(object -> lru.del(task, object));
    }

    /** {@code mem_cgroup_from_slab_obj}: the group an object is charged to now; the root if it is not charged. */
    protected MemCgroup memcgFromSlabObj(Task task, SlabObject object) {
        OwnerVector vector = slabObjcgs(object.slab());
        ObjCgroup objcg = vector == null ? null : vector.owner(object.slot()).readPlain();
        return objcg == null ? root : objCgroupMemcg(objcg);
    }

    @Override
    public int shrink(Task task, MemCgroup memcg) {
        return shrinkers.shrink(task, memcg, () -> scan(task, memcg));
    }

    private int scan(Task task, MemCgroup memcg) {
        if (lru.countOne(task, memcg) == 0) {
            return ShrinkerMaps.EMPTY;
        }
        List<SlabObject> isolated = lru.isolate(task, memcg);
        isolated.forEach(object -> kmemCacheFree(task, object));
        return isolated.size();
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

    /** The list_lru, for validators. */
    public final ListLru lru() {
        return lru;
    }

    /** The sizes it was built with. */
    public final Geometry geometry() {
        return geometry;
    }
}
