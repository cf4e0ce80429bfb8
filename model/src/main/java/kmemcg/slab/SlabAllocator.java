package kmemcg.slab;

import java.util.function.BiConsumer;
import kmemcg.machine.Held;
import kmemcg.machine.Machine;
import kmemcg.machine.Mutex;
import kmemcg.machine.Ref;
import kmemcg.machine.Task;
import org.jspecify.annotations.Nullable;
import org.pcollections.PVector;
import org.pcollections.TreePVector;

/**
 * Caches with merging, slab pages and slots. Source: Linux 6.1 {@code mm/slab_common.c}, {@code mm/slub.c}.
 *
 * <p>Deviation: a slab page goes back as soon as it is empty, and there is one node.
 */
public final class SlabAllocator {
    private static final int MASK_BITS = 62;

    private final int pageSize;
    private final Mutex slabMutex;
    private final Ref<PVector<KmemCache>> caches;
    private final BiConsumer<Task, Slab> beforePageFree;

    /** @param beforePageFree what a design does with a page's owner word before the page goes ({@code unaccount_slab}) */
    public SlabAllocator(Machine machine, int pageSize, BiConsumer<Task, Slab> beforePageFree) {
        this.pageSize = pageSize;
        this.slabMutex = machine.mutex("slab_mutex");
        this.caches = machine.ref("slab_caches", TreePVector.empty());
        this.beforePageFree = beforePageFree;
    }

    /** {@code kmem_cache_create}: an equal cache that allows it gets one more user; null if memory could not be had. */
    public @Nullable KmemCache create(Task task, String name, int objectSize, boolean accounted, boolean mergeable) {
        try (Held held = slabMutex.lock(task)) {
            KmemCache alias = mergeable ? findMergeable(objectSize, accounted) : null;
            if (alias != null) {
                alias.refcount().writePlain(alias.refcount().readPlain() + 1);
                return alias;
            }
            KmemCache created =
                    task.tryAllocate("cache " + name, birth -> new KmemCache(birth, objectSize, accounted, mergeable));
            if (created != null) {
                caches.writePlain(all(caches).plus(created));
            }
            return created;
        }
    }

    private @Nullable KmemCache findMergeable(int objectSize, boolean accounted) {
        for (KmemCache cache : all(caches)) {
            if (cache.isMergeable() && cache.objectSize() == objectSize && cache.isAccounted() == accounted) {
                return cache;
            }
        }
        return null;
    }

    /** {@code kmem_cache_destroy}: false if the last user went while objects are alive; the cache then stays. */
    public boolean destroy(Task task, KmemCache cache) {
        try (Held held = slabMutex.lock(task)) {
            long users = cache.refcount().readPlain() - 1;
            cache.refcount().writePlain(users);
            if (users > 0) {
                return true;
            }
            if (!isEmpty(task, cache)) {
                return false;
            }
            caches.writePlain(all(caches).minus(cache));
            task.free(cache);
            return true;
        }
    }

    private static boolean isEmpty(Task task, KmemCache cache) {
        try (Held held = cache.listLock().lock(task)) {
            return all(cache.slabs()).isEmpty();
        }
    }

    /**
     * {@code slab_alloc}: an object on a page with a free slot, or on a new page; null if memory could not be had.
     *
     * @param forLru whether its user may put it on a list_lru
     */
    public @Nullable SlabObject alloc(Task task, KmemCache cache, ObjectHandle handle, boolean forLru) {
        SlabObject object = allocFromPartial(task, cache, handle, forLru);
        return object != null ? object : allocFromNewPage(task, cache, handle, forLru);
    }

    private static @Nullable SlabObject allocFromPartial(
            Task task, KmemCache cache, ObjectHandle handle, boolean forLru) {
        try (Held held = cache.listLock().lock(task)) {
            for (Slab slab : all(cache.slabs())) {
                int slot = freeSlot(slab);
                if (slot >= 0) {
                    return occupy(task, slab, slot, handle, forLru);
                }
            }
            return null;
        }
    }

    private static int freeSlot(Slab slab) {
        int slot = Long.numberOfTrailingZeros(~slab.inUse().readPlain());
        return slot < slab.slots() ? slot : -1;
    }

    private static SlabObject occupy(Task task, Slab slab, int slot, ObjectHandle handle, boolean forLru) {
        slab.inUse().writePlain(slab.inUse().readPlain() | 1L << slot);
        return task.allocate("object " + handle, birth -> new SlabObject(birth, slab, slot, handle, forLru));
    }

    private @Nullable SlabObject allocFromNewPage(Task task, KmemCache cache, ObjectHandle handle, boolean forLru) {
        int slots = Math.min(MASK_BITS, Math.max(1, pageSize / cache.objectSize()));
        Slab slab = task.tryAllocate("slab of " + cache.name(), birth -> new Slab(birth, cache, slots));
        if (slab == null) {
            return null;
        }
        try (Held held = cache.listLock().lock(task)) {
            cache.slabs().writePlain(all(cache.slabs()).plus(slab));
            return occupy(task, slab, 0, handle, forLru);
        }
    }

    /** {@code do_slab_free}: the slot is free again; an empty page goes back. */
    public void free(Task task, SlabObject object) {
        Slab slab = object.slab();
        int slot = object.slot();
        task.free(object);
        boolean empty;
        try (Held held = slab.cache().listLock().lock(task)) {
            long left = slab.inUse().readPlain() & ~(1L << slot);
            slab.inUse().writePlain(left);
            empty = left == 0;
            if (empty) {
                slab.cache().slabs().writePlain(all(slab.cache().slabs()).minus(slab));
            }
        }
        if (empty) {
            beforePageFree.accept(task, slab);
            task.free(slab);
        }
    }

    private static <T> PVector<T> all(Ref<PVector<T>> list) {
        PVector<T> now = list.readPlain();
        return now == null ? TreePVector.empty() : now;
    }

    /** All caches, for validators. */
    public PVector<KmemCache> peekCaches() {
        PVector<KmemCache> now = caches.peek();
        return now == null ? TreePVector.empty() : now;
    }
}
