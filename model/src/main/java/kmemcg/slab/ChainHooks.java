package kmemcg.slab;

import kmemcg.machine.Task;
import kmemcg.memcg.Gfp;

/** What a design does when pages of chained caches come, go, and go over. No list lock is held. */
public interface ChainHooks {
    /** Charges a new page to a cache's group; false if that is refused, and then the page is not used. */
    boolean charge(Task task, ChainedCache cache, long pages, Gfp gfp);

    /** Takes the charge back of a page that is gone. */
    void uncharge(Task task, ChainedCache cache, long pages);

    /** The same for a page that was full when its cache was chained, and is gone with the first free since. */
    default void unchargeChained(Task task, ChainedCache cache, ChainedCache heir, long pages) {
        uncharge(task, heir, pages);
    }

    /** Moves the charge of pages from one cache's group to that of a cache above it. */
    void moveCharge(Task task, ChainedCache from, ChainedCache to, long pages);

    /** A chained cache has no page any more. Once for each cache. */
    void lastPageGone(Task task, ChainedCache cache);
}
