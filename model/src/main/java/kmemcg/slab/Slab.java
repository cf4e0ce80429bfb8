package kmemcg.slab;

import kmemcg.machine.Birth;
import kmemcg.machine.KernelObject;
import kmemcg.machine.Ref;
import kmemcg.machine.Word;
import org.jspecify.annotations.Nullable;

/**
 * {@code struct slab}: one slab page, its slots, and the word that says who owns what is on it.
 *
 * <p>Deviation: which slots are in use is one bit mask under the cache's list lock; per-CPU freelists are not modelled.
 */
public class Slab extends KernelObject {
    private final KmemCache cache;
    private final int slots;
    private final int pages;
    private final Word inUse;
    private final Ref<KernelObject> memcgData;

    Slab(Birth birth, KmemCache cache, int slots, int pages) {
        super(birth);
        this.cache = cache;
        this.slots = slots;
        this.pages = pages;
        this.inUse = birth.word("inuse", 0);
        this.memcgData = birth.ref("memcg_data", null);
    }

    public final KmemCache cache() {
        return cache;
    }

    /** Objects that fit. */
    public final int slots() {
        return slots;
    }

    /** {@code 1 << order}: pages that it is charged as; more than one for objects above a page. */
    public final int pages() {
        return pages;
    }

    /** A bit for each slot in use; plain, under the cache's list lock. */
    final Word inUse() {
        return inUse;
    }

    /** {@code slab->memcg_data}: null, or what the design keeps here (a vector of owners). */
    public final Ref<KernelObject> memcgData() {
        return memcgData;
    }

    /** Slots in use, for validators. */
    public final int peekInUse() {
        return Long.bitCount(inUse.peek());
    }

    /** What the design keeps here, for validators. */
    public final @Nullable KernelObject peekMemcgData() {
        return memcgData.peek();
    }
}
