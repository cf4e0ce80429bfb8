package kmemcg.design.caches;

import kmemcg.machine.Held;
import kmemcg.machine.Machine;
import kmemcg.machine.Rcu;
import kmemcg.machine.Ref;
import kmemcg.machine.RwSemaphore;
import kmemcg.machine.SpinLock;
import kmemcg.machine.Task;
import kmemcg.machine.Word;
import kmemcg.memcg.Geometry;
import kmemcg.slab.CacheList;
import kmemcg.slab.KmemCache;
import org.jspecify.annotations.Nullable;
import org.pcollections.PSortedSet;
import org.pcollections.PVector;
import org.pcollections.TreePSet;
import org.pcollections.TreePVector;

/**
 * The ids of groups, and the arrays of caches that they are indexes of. Source: Linux 4.9 {@code mm/memcontrol.c},
 * {@code memcg_alloc_cache_id}; {@code mm/slab_common.c}, {@code memcg_update_all_caches}.
 *
 * <p>An id that is larger than all before makes every array grow, before anybody can use it. Readers take no lock; they keep the old array
 * alive by their read-side section.
 *
 * <p>Deviation: arrays have no smallest size, so that small programs see them grow.
 */
abstract class CacheIds extends CachePages {
    private final CacheList caches;
    private final SpinLock idaLock;
    private final Ref<PSortedSet<Long>> freedIds;
    private final Word nextId;
    private final RwSemaphore cacheIdsSem;
    private final Word nrCacheIds;

    CacheIds(Machine machine, Geometry geometry, Rcu sched) {
        super(machine, geometry, sched);
        this.caches = new CacheList(machine);
        this.idaLock = machine.spinLock("memcg_cache_ida.lock");
        this.freedIds = machine.ref("memcg_cache_ida.freed", TreePSet.empty());
        this.nextId = machine.word("memcg_cache_ida.next", 0);
        this.cacheIdsSem = machine.rwSemaphore("memcg_cache_ids_sem");
        this.nrCacheIds = machine.word("memcg_nr_cache_ids", 0);
    }

    /** {@code slab_mutex} and {@code slab_caches}. */
    protected final CacheList caches() {
        return caches;
    }

    /** {@code memcg_cache_ids_sem}: held for reading, no array grows. */
    protected final RwSemaphore cacheIdsSem() {
        return cacheIdsSem;
    }

    /** {@code memcg_nr_cache_ids}: slots of every array. */
    protected final int nrCacheIds() {
        return (int) nrCacheIds.readOnce();
    }

    /** All root caches; under {@code slab_mutex}. */
    protected PVector<MemcgCache> rootCaches() {
        PVector<MemcgCache> roots = TreePVector.empty();
        for (KmemCache cache : caches.all()) {
            if (MemcgCache.of(cache).isRoot()) {
                roots = roots.plus(MemcgCache.of(cache));
            }
        }
        return roots;
    }

    /** {@code memcg_alloc_cache_id}: -1 if memory could not be had. */
    protected long memcgAllocCacheId(Task task) {
        long id = idaGet(task);
        if (id < nrCacheIds.readOnce() || growTo(task, 2 * (int) (id + 1))) {
            return id;
        }
        memcgFreeCacheId(task, id);
        return -1;
    }

    private boolean growTo(Task task, int size) {
        try (Held held = cacheIdsSem.lockWrite(task)) {
            if (!memcgUpdateAllCaches(task, size)) {
                return false;
            }
            nrCacheIds.writeOnce(size);
            return true;
        }
    }

    /** {@code memcg_update_all_caches}. */
    private boolean memcgUpdateAllCaches(Task task, int size) {
        try (Held held = caches.lock(task)) {
            for (MemcgCache root : rootCaches()) {
                if (!updateMemcgParams(task, root, size)) {
                    return false;
                }
            }
            return true;
        }
    }

    /** {@code update_memcg_params}: a larger copy takes the array's place. */
    private boolean updateMemcgParams(Task task, MemcgCache root, int size) {
        CacheArray old = root.memcgCaches().readPlain();
        PVector<CacheArray.Slot> content = old == null ? TreePVector.empty() : old.content();
        CacheArray larger = newArray(task, root.name(), content, size);
        if (larger == null) {
            return false;
        }
        root.memcgCaches().rcuAssign(larger);
        if (old != null) {
            freeOldArray(task, old);
        }
        return true;
    }

    /** {@code call_rcu} of {@code free_memcg_params}: readers may still look into the old array. */
    protected void freeOldArray(Task task, CacheArray old) {
        machine.rcu().call(task, "kfree " + old, later -> later.free(old));
    }

    /** An array of empty slots; null if memory could not be had. */
    protected static @Nullable CacheArray newArray(Task task, String cache, int size) {
        return newArray(task, cache, TreePVector.empty(), size);
    }

    private static @Nullable CacheArray newArray(Task task, String cache, PVector<CacheArray.Slot> content, int size) {
        return task.tryAllocate("memcg_caches of " + cache, birth -> new CacheArray(birth, content, size));
    }

    private long idaGet(Task task) {
        try (Held held = idaLock.lock(task)) {
            PSortedSet<Long> freed = freed();
            if (freed.isEmpty()) {
                long id = nextId.readPlain();
                nextId.writePlain(id + 1);
                return id;
            }
            long id = freed.first();
            freedIds.writePlain(freed.minus(id));
            return id;
        }
    }

    /** {@code memcg_free_cache_id}: another group may have it. */
    protected void memcgFreeCacheId(Task task, long id) {
        try (Held held = idaLock.lock(task)) {
            freedIds.writePlain(freed().plus(id));
        }
    }

    private PSortedSet<Long> freed() {
        PSortedSet<Long> now = freedIds.readPlain();
        return now == null ? TreePSet.empty() : now;
    }

    /** Caches, roots and children, for validators. */
    public final PVector<KmemCache> peekCaches() {
        return caches.peekAll();
    }
}
