package kmemcg.design.handshake;

import java.util.function.BiConsumer;
import kmemcg.design.caches.CacheMemcg;
import kmemcg.design.caches.MemcgCache;
import kmemcg.machine.Birth;
import kmemcg.machine.Task;
import kmemcg.machine.Word;
import kmemcg.machine.Work;
import kmemcg.slab.CacheTraits;
import kmemcg.slab.KmemCache;

/** A child that counts its pages, and carries the work item that ends it. */
public final class CountedPagesCache extends MemcgCache {
    private final Word nrPages;
    private final Word dead;
    private final Work destroy;

    /** @param destroyWork what the work item does */
    CountedPagesCache(
            Birth birth,
            CacheTraits traits,
            MemcgCache root,
            CacheMemcg memcg,
            BiConsumer<Task, CountedPagesCache> destroyWork) {
        super(birth, traits, root, memcg);
        this.nrPages = birth.word("nr_pages", 0);
        this.dead = birth.word("dead", 0);
        this.destroy = birth.work("destroy " + birth.name(), worker -> destroyWork.accept(worker, this));
    }

    /** The cache as these designs know it. */
    public static CountedPagesCache of(KmemCache cache) {
        return (CountedPagesCache) cache;
    }

    /** {@code memcg_params.nr_pages}: its pages, and one for each allocation under way. */
    public Word nrPages() {
        return nrPages;
    }

    /** {@code memcg_params.dead}: 1 if whoever takes the count to zero has to destroy it. */
    public Word dead() {
        return dead;
    }

    /** {@code memcg_params.destroy}. */
    public Work destroy() {
        return destroy;
    }

    /** Its pages and pins, for validators. */
    public long peekPages() {
        return nrPages.peek();
    }

    /** Whether its last page destroys it, for validators. */
    public boolean peekDead() {
        return dead.peek() != 0;
    }
}
