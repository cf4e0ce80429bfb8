package kmemcg.slab;

import kmemcg.machine.Held;
import kmemcg.machine.Machine;
import kmemcg.machine.Task;
import kmemcg.memcg.Gfp;
import org.jspecify.annotations.Nullable;
import org.pcollections.PVector;

/**
 * Caches with merging, each for itself. Source: Linux 6.1 {@code mm/slab_common.c}, {@code mm/slub.c}.
 *
 * <p>Deviations: a slab page goes back as soon as it is empty; and destroying a cache waits itself for the callbacks that free pages, where
 * 6.1 leaves that to a work item.
 */
public final class SlabAllocator {
    private final Machine machine;
    private final CacheList caches;
    private final SlabPages pages;

    /** @param hooks what a design does with a page's owner word */
    public SlabAllocator(Machine machine, int pageSize, PageHooks hooks) {
        this.machine = machine;
        this.caches = new CacheList(machine);
        this.pages = new SlabPages(machine, pageSize, hooks);
    }

    /** {@code kmem_cache_create}: an equal cache that allows it gets one more user; null if memory could not be had. */
    public @Nullable KmemCache create(Task task, String name, CacheTraits traits) {
        try (Held held = caches.lock(task)) {
            KmemCache alias = caches.alias(traits, cache -> true);
            if (alias != null) {
                return alias;
            }
            KmemCache created = task.tryAllocate("cache " + name, birth -> new KmemCache(birth, traits));
            if (created != null) {
                caches.add(created);
            }
            return created;
        }
    }

    /** {@code kmem_cache_destroy}: false if the last user went while objects are alive; the cache then stays. */
    public boolean destroy(Task task, KmemCache cache) {
        try (Held held = caches.lock(task)) {
            if (caches.dropUser(cache) > 0) {
                return true;
            }
            if (!pages.shrink(task, cache)) {
                return false;
            }
            caches.remove(cache);
        }
        release(task, cache);
        return true;
    }

    /** {@code slab_kmem_cache_release}: after the callbacks that free its pages. */
    private void release(Task task, KmemCache cache) {
        if (cache.traits().typesafeByRcu()) {
            machine.rcu().barrier(task);
        }
        task.free(cache);
    }

    /**
     * {@code slab_alloc}; null if memory could not be had.
     *
     * @param forLru whether its user may put it on a list_lru
     */
    public @Nullable SlabObject alloc(Task task, KmemCache cache, ObjectHandle handle, boolean forLru, Gfp gfp) {
        return pages.alloc(task, cache, handle, forLru, gfp);
    }

    /** {@code do_slab_free}. */
    public void free(Task task, SlabObject object) {
        pages.free(task, object);
    }

    /** All caches, for validators. */
    public PVector<KmemCache> peekCaches() {
        return caches.peekAll();
    }
}
