package kmemcg.design.caches;

import java.util.ArrayList;
import java.util.List;
import kmemcg.machine.Held;
import kmemcg.machine.Invariant;
import kmemcg.machine.Machine;
import kmemcg.machine.Rcu;
import kmemcg.machine.Ref;
import kmemcg.machine.Task;
import kmemcg.memcg.Geometry;

/**
 * The end of caches. Source: Linux 4.9 {@code mm/slab_common.c}, {@code kmem_cache_destroy}, {@code shutdown_memcg_caches}.
 *
 * <p>Deviations: destroying a root cache waits until nothing is under way for its children, as since 4.18 (92ee383f6daa), and says so only
 * when its last user has gone (d38a2b7a9c93, 5.8); and a root cache that could not be destroyed because of its objects can be used on.
 */
abstract class CacheRemoval extends CacheLookup {
    CacheRemoval(Machine machine, Geometry geometry, Rcu sched) {
        super(machine, geometry, sched);
    }

    /** {@code kmem_cache_destroy}: false if the last user went while objects are alive; the cache then stays. */
    protected boolean kmemCacheDestroy(Task task, MemcgCache root) {
        if (!dropLastUser(task, root)) {
            return true;
        }
        flushMemcgWorkqueue(task, root);
        List<MemcgCache> release = new ArrayList<>();
        boolean gone;
        try (Held held = caches().lock(task)) {
            gone = shutdownMemcgCaches(task, root, release) && shutdownCache(task, root, release);
            if (!gone) {
                setDying(task, root, 0);
            }
        }
        releaseCaches(task, release);
        return gone;
    }

    /** Whether that was the last user; then nothing new begins for the children. */
    protected boolean dropLastUser(Task task, MemcgCache root) {
        try (Held held = caches().lock(task)) {
            if (caches().dropUser(root) > 0) {
                return false;
            }
            setDying(task, root, 1);
            return true;
        }
    }

    /** {@code memcg_set_kmem_cache_dying}. */
    protected void setDying(Task task, MemcgCache root, long dying) {
        root.dying().writeOnce(dying);
    }

    /** {@code flush_memcg_workqueue}: creations that were queued have run. */
    protected void flushMemcgWorkqueue(Task task, MemcgCache root) {
        cacheQueue().flushAll(task);
    }

    /** {@code shutdown_memcg_caches}: first the children of online groups, then those that removed groups have left. */
    protected boolean shutdownMemcgCaches(Task task, MemcgCache root, List<MemcgCache> release) {
        CacheArray array = root.memcgCaches().readPlain();
        int slots = array == null ? 0 : array.size();
        for (int id = 0; id < slots; id++) {
            Ref<MemcgCache> slot = slot(array, id);
            MemcgCache child = slot.readOnce();
            if (child != null && shutdownCache(task, child, release)) {
                slot.writeOnce(null);
            }
        }
        for (MemcgCache child : root.children()) {
            shutdownCache(task, child, release);
        }
        return root.children().isEmpty();
    }

    /**
     * {@code shutdown_cache}: false if it has objects; under {@code slab_mutex}.
     *
     * @param release where caches go that are off every list
     */
    protected boolean shutdownCache(Task task, MemcgCache cache, List<MemcgCache> release) {
        if (!pages().shrink(task, cache)) {
            return false;
        }
        if (cache.isRoot()) {
            unlinkRootCache(task, cache);
        } else {
            unlinkMemcgCache(task, cache);
        }
        retire(task, cache, release);
        return true;
    }

    /** Shuts down a cache that must not have objects. */
    protected final void shutdownEmptyCache(Task task, MemcgCache cache, List<MemcgCache> release) {
        boolean empty = shutdownCache(task, cache, release);
        task.bug(!empty, Invariant.CACHE_REGISTRY, cache + " has objects, and its group is freed");
    }

    /** What becomes of a cache that is off every list; under {@code slab_mutex}. */
    protected void retire(Task task, MemcgCache cache, List<MemcgCache> release) {
        release.add(cache);
    }

    /** {@code release_caches}: after the callbacks that free their pages; without {@code slab_mutex}. */
    protected void releaseCaches(Task task, List<MemcgCache> release) {
        if (release.stream().anyMatch(cache -> cache.traits().typesafeByRcu())) {
            machine.rcu().barrier(task);
        }
        release.forEach(cache -> releaseCache(task, cache));
    }

    /** Off every list; under {@code slab_mutex}. */
    protected void unlinkRootCache(Task task, MemcgCache root) {
        caches().remove(root);
    }

    /** {@code slab_kmem_cache_release}. */
    protected void releaseCache(Task task, MemcgCache cache) {
        CacheArray array = cache.memcgCaches().readPlain();
        if (array != null) {
            task.free(array);
        }
        task.free(cache);
    }
}
