package kmemcg.design.optout;

import java.util.function.BiConsumer;
import kmemcg.machine.Held;
import kmemcg.machine.Machine;
import kmemcg.machine.Task;
import kmemcg.memcg.Gfp;
import kmemcg.slab.KmemCache;
import kmemcg.slab.PageHooks;
import kmemcg.slab.Slab;
import kmemcg.slab.SlabObject;
import kmemcg.slab.SlabPages;
import org.jspecify.annotations.Nullable;

/**
 * The pages of caches that count references. Source: Suleiman Souhlal, 27 February 2012, on {@code mm/slab.c} of Linux 3.3, {@code
 * kmem_getpages}, {@code kmem_freepages}, {@code kmem_cache_free}.
 *
 * <p>As in SLAB, a cache keeps an empty page ({@code slabs_free}) until somebody reaps it.
 *
 * <p>Deviation: no array caches; an object that is freed goes to its page at once.
 */
final class SplitPages extends SlabPages {
    private final Charges charges;
    private final BiConsumer<Task, SplitCache> drop;

    /**
     * @param charges who pays for pages
     * @param drop drops a reference of a cache
     */
    SplitPages(Machine machine, int pageSize, Charges charges, BiConsumer<Task, SplitCache> drop) {
        super(machine, pageSize, charges);
        this.charges = charges;
        this.drop = drop;
    }

    /** Who pays for the pages of a cache. */
    interface Charges extends PageHooks {
        /** Charges pages that are not there yet; false if that is refused. */
        boolean chargeSlab(Task task, SplitCache cache, long pages, Gfp gfp);

        /** Takes the charge back: of pages that could not be had, or that go now. */
        void unchargeSlab(Task task, SplitCache cache, long pages);

        @Override
        default void release(Task task, Slab slab) {
            unchargeSlab(task, (SplitCache) slab.cache(), slab.pages());
        }
    }

    /** {@code kmem_getpages}: the charge, then the pages, which hold a reference on the cache. The caller has one. */
    @Override
    protected @Nullable Slab allocateSlab(Task task, KmemCache kmemCache, Gfp gfp) {
        SplitCache cache = (SplitCache) kmemCache;
        long pages = pagesOf(cache);
        if (!charges.chargeSlab(task, cache, pages, gfp)) {
            return null;
        }
        Slab slab = newSlab(task, cache);
        if (slab == null) {
            charges.unchargeSlab(task, cache, pages);
        } else {
            cache.get(task);
        }
        return slab;
    }

    @Override
    protected boolean releaseSlot(Task task, Slab slab, int slot) {
        return clearSlot(task, slab, slot, true);
    }

    /** {@code kmem_freepages}. */
    @Override
    protected void freeSlab(Task task, Slab slab) {
        super.freeSlab(task, slab);
        drop.accept(task, (SplitCache) slab.cache());
    }

    /** {@code kmem_cache_free}: with interrupts off, so in a read-side section; the object's page holds the cache until then. */
    void kmemCacheFree(Task task, SlabObject object) {
        try (Held interruptsOff = task.rcuReadLock()) {
            SplitCache cache = (SplitCache) object.slab().cache();
            cache.get(task);
            free(task, object);
            drop.accept(task, cache);
        }
    }
}
