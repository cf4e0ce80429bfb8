package kmemcg.design.caches;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import kmemcg.design.AllocFlag;
import kmemcg.design.CacheFlag;
import kmemcg.design.KmemDesign;
import kmemcg.design.Verb;
import kmemcg.machine.Held;
import kmemcg.machine.Invariant;
import kmemcg.machine.Machine;
import kmemcg.machine.Rcu;
import kmemcg.machine.Ref;
import kmemcg.machine.Task;
import kmemcg.memcg.Geometry;
import kmemcg.memcg.MemCgroup;
import kmemcg.memcg.Process;
import kmemcg.slab.CacheTraits;
import kmemcg.slab.KmemCache;
import kmemcg.slab.ObjectHandle;
import kmemcg.slab.SlabObject;
import org.jspecify.annotations.Nullable;

/**
 * A cache for each group and kind. What remains to a design is how a removed group's caches end: {@link #deactivate} at offline, {@link #memcgDestroyKmemCaches} when the group is freed.
 *
 * <p>Every protected method of this class and its parents is a step that a design or a historical bug may override.
 */
public abstract class MemcgCachesDesign extends CacheRemoval implements KmemDesign {
    private final MemCgroup root;

    /** A booted system: a root group, no caches. */
    protected MemcgCachesDesign(Machine machine, Geometry geometry, Rcu sched) {
        super(machine, geometry, sched);
        this.root = bootRoot(machine.task("boot", 0));
    }

    /** A cache that nobody will find any more is to keep no empty page; under {@code slab_mutex}. */
    protected abstract void deactivate(Task task, MemcgCache child, CacheMemcg memcg);

    /** {@code memcg_destroy_kmem_caches}: nobody can find the group any more. */
    protected abstract void memcgDestroyKmemCaches(Task task, CacheMemcg memcg);

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
        return memcg.isRoot() || memcgOnlineKmem(task, CacheMemcg.of(memcg));
    }

    /**
     * {@code memcg_online_kmem}.
     *
     * <p>Deviation: the kernel does it in {@code css_alloc}.
     */
    protected boolean memcgOnlineKmem(Task task, CacheMemcg memcg) {
        long id = memcgAllocCacheId(task);
        if (id < 0) {
            return false;
        }
        memcg.kmemcgId().writeOnce(id);
        memcg.kmemState().writeOnce(CacheMemcg.ONLINE);
        return true;
    }

    /** {@code KMEM_ONLINE}: caches may be made for it. */
    protected static boolean isKmemOnline(CacheMemcg memcg) {
        return memcg.kmemState().readOnce() == CacheMemcg.ONLINE;
    }

    @Override
    protected void cssOffline(Task task, MemCgroup memcg) {
        MemCgroup parent = memcg.parent();
        if (parent != null) {
            memcgOfflineKmem(task, CacheMemcg.of(memcg), CacheMemcg.of(parent));
        }
    }

    /**
     * {@code memcg_offline_kmem}: the state first, so that whoever takes {@code slab_mutex} after the deactivation makes no cache; the id
     * last, when no slot holds anything of this group.
     */
    protected void memcgOfflineKmem(Task task, CacheMemcg memcg, CacheMemcg parent) {
        memcg.kmemState().writeOnce(CacheMemcg.ALLOCATED);
        memcgDeactivateKmemCaches(task, memcg, parent);
        giveUpCacheId(task, memcg, parent);
    }

    /** Of {@code memcg_offline_kmem}: the group and all below it take the parent's id, and others may have its own. */
    protected void giveUpCacheId(Task task, CacheMemcg memcg, CacheMemcg parent) {
        long removed = memcg.kmemcgId().readOnce();
        switchIds(task, memcg, parent.kmemcgId().readOnce());
        memcgDrainAllListLrus(task, removed, parent);
        memcgFreeCacheId(task, removed);
    }

    /** {@code memcg_drain_all_list_lrus}, in designs with lists: what an id that is given up has listed is the parent's. */
    protected void memcgDrainAllListLrus(Task task, long removed, CacheMemcg parent) {}

    /** {@code memcg_deactivate_kmem_caches}. */
    protected void memcgDeactivateKmemCaches(Task task, CacheMemcg memcg, CacheMemcg parent) {
        try (Held held = caches().lock(task)) {
            emptySlots(task, memcg);
        }
    }

    /** Deactivates the caches of a group and empties its slots; under {@code slab_mutex}. */
    protected void emptySlots(Task task, CacheMemcg memcg) {
        long id = memcg.kmemcgId().readOnce();
        for (MemcgCache root : rootCaches()) {
            Ref<MemcgCache> slot = slot(root.memcgCaches().readPlain(), id);
            MemcgCache child = slot.readOnce();
            if (child != null) {
                deactivate(task, child, memcg);
                slot.writeOnce(null);
            }
        }
    }

    @Override
    protected void cssFree(Task task, MemCgroup memcg) {
        memcgDestroyKmemCaches(task, CacheMemcg.of(memcg));
        task.free(memcg);
    }

    @Override
    public final Process newProcess(Task task, String name) {
        return newProcess(name, root);
    }

    @Override
    public final @Nullable KmemCache createCache(Task task, String name, int objectSize, Set<CacheFlag> flags) {
        return kmemCacheCreate(task, name, CacheFlag.traits(objectSize, flags));
    }

    /** {@code kmem_cache_create}: no array grows meanwhile. */
    protected @Nullable KmemCache kmemCacheCreate(Task task, String name, CacheTraits traits) {
        try (Held sizes = cacheIdsSem().lockRead(task);
                Held held = caches().lock(task)) {
            KmemCache alias = caches().alias(traits, cache -> mayBeAliased(MemcgCache.of(cache)));
            return alias != null ? alias : createRootCache(task, name, traits);
        }
    }

    /** Of {@code slab_unmergeable}: a cache that is being destroyed is no good. */
    protected boolean mayBeAliased(MemcgCache cache) {
        return !isDying(cache);
    }

    /**
     * Of {@code create_cache}; null if memory could not be had.
     *
     * <p>Deviation: the slots come before the cache; in the kernel they come before the memory that the cache needs further.
     */
    private @Nullable MemcgCache createRootCache(Task task, String name, CacheTraits traits) {
        if (isNameTaken(traits)) {
            task.warn(true, Invariant.CACHE_REGISTRY, "sysfs: cannot create duplicate filename for " + name);
            return null;
        }
        int slots = nrCacheIds();
        CacheArray array = slots == 0 ? null : newArray(task, name, slots);
        if (slots != 0 && array == null) {
            return null;
        }
        MemcgCache created = task.tryAllocate("cache " + name, birth -> new MemcgCache(birth, traits, null, null));
        if (created == null) {
            freeUnusedParams(task, array);
            return null;
        }
        created.memcgCaches().rcuAssign(array);
        linkRootCache(task, created);
        return created;
    }

    /** {@code create_unique_id}: in sysfs the name of a cache that may be merged is made of its traits. */
    protected boolean isNameTaken(CacheTraits traits) {
        return traits.mergeable()
                && rootCaches().stream().anyMatch(root -> root.traits().equals(traits) && keepsName(root));
    }

    /**
     * Whether a root cache on the lists has its name in sysfs.
     *
     * <p>Deviation: it gives the name back as soon as it is being destroyed, since its like will not be merged with it from then on.
     */
    protected boolean keepsName(MemcgCache root) {
        return !isDying(root);
    }

    /** {@code destroy_memcg_params}: the cache that they were for could not be made. */
    protected void freeUnusedParams(Task task, @Nullable CacheArray array) {
        if (array != null) {
            task.free(array);
        }
    }

    /** Onto the lists of root caches; under {@code slab_mutex}. */
    protected void linkRootCache(Task task, MemcgCache created) {
        caches().add(created);
    }

    @Override
    public final boolean destroyCache(Task task, KmemCache cache) {
        return kmemCacheDestroy(task, MemcgCache.of(cache));
    }

    @Override
    public final boolean alloc(Task task, Process process, KmemCache cache, Set<AllocFlag> flags, ObjectHandle handle) {
        MemcgCache asked = MemcgCache.of(cache);
        ChosenCache chosen = AllocFlag.asksForCharge(flags, asked)
                ? memcgKmemGetCache(task, process, asked)
                : new ChosenCache(asked, null);
        SlabObject object =
                pages().alloc(task, chosen.cache(), handle, flags.contains(AllocFlag.LRU), AllocFlag.gfp(flags));
        memcgKmemPutCache(task, chosen);
        if (object == null) {
            return false;
        }
        handle.put(object);
        return true;
    }

    @Override
    public final boolean free(Task task, ObjectHandle handle) {
        SlabObject object = handle.take();
        if (object == null) {
            return false;
        }
        unlist(task, object);
        pages().free(task, object);
        return true;
    }

    /** In designs with lists: before a user frees its object, it takes it off its list. */
    protected void unlist(Task task, SlabObject object) {}

    @Override
    public final int bulkFree(Task task, List<ObjectHandle> handles) {
        return freeEach(task, handles);
    }

    @Override
    public long usage(Task task, MemCgroup memcg) {
        return memcg.memory().read();
    }
}
