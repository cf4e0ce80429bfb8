package kmemcg.slab;

import java.util.ArrayList;
import java.util.List;
import kmemcg.machine.Held;
import kmemcg.machine.Machine;
import kmemcg.machine.Rcu;
import kmemcg.machine.Ref;
import kmemcg.machine.Task;
import kmemcg.memcg.Gfp;
import org.jspecify.annotations.Nullable;
import org.pcollections.PVector;
import org.pcollections.TreePVector;

/**
 * The pages of caches, and the objects on them. Source: Linux 6.1 {@code mm/slub.c}.
 *
 * <p>Deviation: one list holds all pages of a cache, where the kernel has a page for each CPU, a list for each CPU and one for each
 * node; and there is one node.
 */
public class SlabPages {
    private static final int MASK_BITS = 62;

    private final Rcu rcu;
    private final int pageSize;
    private final PageHooks hooks;

    public SlabPages(Machine machine, int pageSize, PageHooks hooks) {
        this.rcu = machine.rcu();
        this.pageSize = pageSize;
        this.hooks = hooks;
    }

    /**
     * {@code slab_alloc}: an object on a page with a free slot, or on a new page; null if memory or its charge could not be had.
     *
     * @param forLru whether its user may put it on a list_lru
     */
    public final @Nullable SlabObject alloc(Task task, KmemCache cache, ObjectHandle handle, boolean forLru, Gfp gfp) {
        SlabObject object = allocFromPartial(task, cache, handle, forLru);
        return object != null ? object : allocFromNewPage(task, cache, handle, forLru, gfp);
    }

    private static @Nullable SlabObject allocFromPartial(
            Task task, KmemCache cache, ObjectHandle handle, boolean forLru) {
        try (Held held = cache.listLock().lock(task)) {
            return takeFree(task, cache, handle, forLru);
        }
    }

    /** With the list lock held, an object on a page that has a free slot; null if no page has. */
    static @Nullable SlabObject takeFree(Task task, KmemCache cache, ObjectHandle handle, boolean forLru) {
        for (Slab slab : all(cache.slabs())) {
            int slot = freeSlot(slab);
            if (slot >= 0) {
                return occupy(task, slab, slot, handle, forLru);
            }
        }
        return null;
    }

    static int freeSlot(Slab slab) {
        int slot = Long.numberOfTrailingZeros(~slab.inUse().readPlain());
        return slot < slab.slots() ? slot : -1;
    }

    private static SlabObject occupy(Task task, Slab slab, int slot, ObjectHandle handle, boolean forLru) {
        slab.inUse().writePlain(slab.inUse().readPlain() | 1L << slot);
        return task.allocate("object " + handle, birth -> new SlabObject(birth, slab, slot, handle, forLru));
    }

    private @Nullable SlabObject allocFromNewPage(
            Task task, KmemCache cache, ObjectHandle handle, boolean forLru, Gfp gfp) {
        Slab slab = allocateSlab(task, cache, gfp);
        if (slab == null) {
            return null;
        }
        try (Held held = cache.listLock().lock(task)) {
            return takeFirst(task, cache, slab, handle, forLru);
        }
    }

    /** With the list lock held, puts a new page on the list and takes its first object. */
    static SlabObject takeFirst(Task task, KmemCache cache, Slab slab, ObjectHandle handle, boolean forLru) {
        cache.slabs().writePlain(all(cache.slabs()).plus(slab));
        return occupy(task, slab, 0, handle, forLru);
    }

    /** Objects on a page. */
    static int slotsOf(KmemCache cache, int pageSize) {
        return Math.min(MASK_BITS, Math.max(1, pageSize / cache.objectSize()));
    }

    /** Pages that make one slab page. */
    static int pagesOf(KmemCache cache, int pageSize) {
        return (cache.objectSize() + pageSize - 1) / pageSize;
    }

    /** Pages that make one slab page of a cache. */
    protected final int pagesOf(KmemCache cache) {
        return pagesOf(cache, pageSize);
    }

    /** A slab page, charged to nobody; null if memory could not be had. */
    protected final @Nullable Slab newSlab(Task task, KmemCache cache) {
        int slots = slotsOf(cache, pageSize);
        int pages = pagesOf(cache, pageSize);
        return task.tryAllocate("slab of " + cache.name(), birth -> new Slab(birth, cache, slots, pages));
    }

    /** {@code allocate_slab}: the page, then its charge. */
    protected @Nullable Slab allocateSlab(Task task, KmemCache cache, Gfp gfp) {
        Slab slab = newSlab(task, cache);
        if (slab == null || hooks.charge(task, slab, gfp)) {
            return slab;
        }
        task.free(slab);
        return null;
    }

    /** {@code do_slab_free}: the slot is free again; an empty page goes back. */
    public final void free(Task task, SlabObject object) {
        Slab slab = object.slab();
        int slot = object.slot();
        task.free(object);
        if (releaseSlot(task, slab, slot)) {
            discard(task, slab);
        }
    }

    /** Of {@code __slab_free}: true if the page is off its list, for the caller to give back. */
    protected boolean releaseSlot(Task task, Slab slab, int slot) {
        return clearSlot(task, slab, slot, false);
    }

    /**
     * Clears a slot; true if that emptied the page and took it off its list.
     *
     * @param keepEmpty whether the page stays if it is the only empty one
     */
    protected final boolean clearSlot(Task task, Slab slab, int slot, boolean keepEmpty) {
        KmemCache cache = slab.cache();
        try (Held held = cache.listLock().lock(task)) {
            long left = slab.inUse().readPlain() & ~(1L << slot);
            slab.inUse().writePlain(left);
            boolean goes = left == 0 && !(keepEmpty && isOnlyEmpty(slab));
            if (goes) {
                cache.slabs().writePlain(all(cache.slabs()).minus(slab));
            }
            return goes;
        }
    }

    private static boolean isOnlyEmpty(Slab slab) {
        return all(slab.cache().slabs()).stream()
                .noneMatch(other -> other != slab && other.inUse().readPlain() == 0);
    }

    /** {@code __kmem_cache_shrink}: gives the empty pages back; whether the cache has no page any more. */
    public final boolean shrink(Task task, KmemCache cache) {
        List<Slab> empty = new ArrayList<>();
        PVector<Slab> used = TreePVector.empty();
        try (Held held = cache.listLock().lock(task)) {
            for (Slab slab : all(cache.slabs())) {
                if (slab.inUse().readPlain() == 0) {
                    empty.add(slab);
                } else {
                    used = used.plus(slab);
                }
            }
            if (!empty.isEmpty()) {
                cache.slabs().writePlain(used);
            }
        }
        empty.forEach(slab -> discard(task, slab));
        return used.isEmpty();
    }

    /** {@code discard_slab}, {@code free_slab}: at once, or in an RCU callback. */
    private void discard(Task task, Slab slab) {
        if (slab.cache().traits().typesafeByRcu()) {
            rcu.call(task, "rcu_free_slab " + slab, later -> freeSlab(later, slab));
        } else {
            freeSlab(task, slab);
        }
    }

    /** {@code __free_slab}. */
    protected void freeSlab(Task task, Slab slab) {
        hooks.release(task, slab);
        task.free(slab);
    }

    static PVector<Slab> all(Ref<PVector<Slab>> list) {
        PVector<Slab> now = list.readPlain();
        return now == null ? TreePVector.empty() : now;
    }
}
