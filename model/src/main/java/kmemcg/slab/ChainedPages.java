package kmemcg.slab;

import kmemcg.machine.Held;
import kmemcg.machine.Task;
import kmemcg.memcg.Gfp;
import org.jspecify.annotations.Nullable;
import org.pcollections.PVector;
import org.pcollections.TreePVector;

/**
 * The pages of caches that can be chained: when a cache goes out of use, its pages go over to another. Source: Glauber Costa, "slub:
 * consider a memcg parameter in kmem_create_cache" and "chained slab caches: move pages to a different cache when a cache is
 * destroyed", 21 February 2012, on {@code mm/slub.c} of Linux 3.3.
 *
 * <p>As in SLUB without debugging, full pages are on no list, so {@link #switchTo} cannot find them: such a page goes over when the
 * first of its objects is freed.
 *
 * <p>Deviations: as in {@link SlabPages}; in particular one list holds full pages too, but nothing here looks a full page up on it. What
 * the mails get wrong and this class does not, is said in {@code kmemcg.design.optin.OptinDesign}.
 */
public final class ChainedPages {
    private final int pageSize;
    private final ChainHooks hooks;

    public ChainedPages(int pageSize, ChainHooks hooks) {
        this.pageSize = pageSize;
        this.hooks = hooks;
    }

    /**
     * {@code slab_alloc}: an object of a cache or, if that is chained, of the one it is chained to; null if memory or its charge could not
     * be had. The caller keeps the cache alive.
     */
    public @Nullable SlabObject alloc(Task task, ChainedCache cache, ObjectHandle handle, boolean forLru, Gfp gfp) {
        ChainedCache parent;
        try (Held held = cache.listLock().lock(task)) {
            parent = cache.parentSlab();
            SlabObject object = parent == null ? SlabPages.takeFree(task, cache, handle, forLru) : null;
            if (object != null) {
                return object;
            }
        }
        return parent == null
                ? allocFromNewPage(task, cache, handle, forLru, gfp)
                : alloc(task, parent, handle, forLru, gfp);
    }

    /** {@code new_slab}. A page that comes too late for its cache is given back, and the parent asked instead. */
    private @Nullable SlabObject allocFromNewPage(
            Task task, ChainedCache cache, ObjectHandle handle, boolean forLru, Gfp gfp) {
        ChainedSlab slab = allocateSlab(task, cache, gfp);
        if (slab == null) {
            return null;
        }
        ChainedCache parent;
        try (Held held = cache.listLock().lock(task)) {
            parent = cache.parentSlab();
            if (parent == null) {
                return SlabPages.takeFirst(task, cache, slab, handle, forLru);
            }
        }
        freeSlab(task, cache, slab);
        return alloc(task, parent, handle, forLru, gfp);
    }

    /** {@code allocate_slab}: the page, then its charge. */
    private @Nullable ChainedSlab allocateSlab(Task task, ChainedCache cache, Gfp gfp) {
        int slots = SlabPages.slotsOf(cache, pageSize);
        int pages = SlabPages.pagesOf(cache, pageSize);
        ChainedSlab slab =
                task.tryAllocate("slab of " + cache.name(), birth -> new ChainedSlab(birth, cache, slots, pages));
        if (slab == null || hooks.charge(task, cache, pages, gfp)) {
            return slab;
        }
        task.free(slab);
        return null;
    }

    /** {@code __free_slab}: the page, then its charge. */
    private void freeSlab(Task task, ChainedCache cache, ChainedSlab slab) {
        task.free(slab);
        hooks.uncharge(task, cache, slab.pages());
    }

    /** {@code slab_free}: with interrupts off, so in a read-side section, which keeps the caches alive that a page has left. */
    public void free(Task task, SlabObject object) {
        ChainedSlab slab = (ChainedSlab) object.slab();
        int slot = object.slot();
        task.free(object);
        try (Held interruptsOff = task.rcuReadLock()) {
            Freed freed = freeSlot(task, slab, slot);
            while (freed == Freed.MOVED) {
                freed = freeSlot(task, slab, slot);
            }
        }
    }

    /** What became of an attempt to free a slot. */
    private enum Freed {
        DONE,
        /** The page has gone over to a cache further up meanwhile: it cannot do so more often than there are caches. */
        MOVED
    }

    /** {@code __slab_free}. */
    private Freed freeSlot(Task task, ChainedSlab slab, int slot) {
        ChainedCache cache = slab.owner();
        ChainedCache parent;
        boolean empty;
        try (Held held = cache.listLock().lock(task)) {
            if (slab.owner() != cache) {
                return Freed.MOVED;
            }
            parent = cache.parentSlab();
            empty = parent == null && clear(cache, slab, slot);
        }
        if (parent != null) {
            return freeFirst(task, slab, slot, cache, parent);
        }
        if (empty) {
            freeSlab(task, cache, slab);
        }
        return Freed.DONE;
    }

    /**
     * The first free of a page that was full when its cache was chained: it goes over now. Its charge went to the parent's group with all
     * others then; if the parent has been chained since, it goes on from there.
     */
    private Freed freeFirst(Task task, ChainedSlab slab, int slot, ChainedCache cache, ChainedCache parent) {
        ChainedCache heir = parent.heir();
        boolean last;
        boolean empty;
        try (Held held = cache.listLock().lock(task);
                Held nested = heir.listLock().lockNested(task, 1)) {
            if (slab.owner() != cache || heir.parentSlab() != null) {
                return Freed.MOVED;
            }
            PVector<Slab> left = SlabPages.all(cache.slabs()).minus(slab);
            cache.slabs().writePlain(left);
            last = left.isEmpty();
            slab.setOwner(heir);
            heir.slabs().writePlain(SlabPages.all(heir.slabs()).plus(slab));
            empty = clear(heir, slab, slot);
        }
        if (heir != parent) {
            hooks.moveCharge(task, parent, heir, slab.pages());
        }
        if (empty) {
            task.free(slab);
            hooks.unchargeChained(task, cache, heir, slab.pages());
        }
        if (last) {
            hooks.lastPageGone(task, cache);
        }
        return Freed.DONE;
    }

    /** Clears a slot of a page on the list; whether that emptied the page and took it off. */
    private static boolean clear(ChainedCache cache, Slab slab, int slot) {
        long left = slab.inUse().readPlain() & ~(1L << slot);
        slab.inUse().writePlain(left);
        if (left == 0) {
            cache.slabs().writePlain(SlabPages.all(cache.slabs()).minus(slab));
        }
        return left == 0;
    }

    /**
     * {@code kmem_switch_slab}: chains a cache to another and moves all pages there but the full ones; how many pages it had, full ones
     * included. Their charge is the caller's to move.
     */
    public long switchTo(Task task, ChainedCache cache, ChainedCache parent) {
        long pages = 0;
        PVector<Slab> full = TreePVector.empty();
        try (Held held = cache.listLock().lock(task);
                Held nested = parent.listLock().lockNested(task, 1)) {
            cache.chainTo(parent);
            PVector<Slab> moved = SlabPages.all(parent.slabs());
            for (Slab slab : SlabPages.all(cache.slabs())) {
                pages += slab.pages();
                if (SlabPages.freeSlot(slab) < 0) {
                    full = full.plus(slab);
                } else {
                    ((ChainedSlab) slab).setOwner(parent);
                    moved = moved.plus(slab);
                }
            }
            cache.slabs().writePlain(full);
            parent.slabs().writePlain(moved);
        }
        if (full.isEmpty()) {
            hooks.lastPageGone(task, cache);
        }
        return pages;
    }

    /** Pages of a cache at this moment. */
    public long countPages(Task task, ChainedCache cache) {
        try (Held held = cache.listLock().lock(task)) {
            return SlabPages.all(cache.slabs()).stream().mapToLong(Slab::pages).sum();
        }
    }
}
