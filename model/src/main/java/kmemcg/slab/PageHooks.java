package kmemcg.slab;

import kmemcg.machine.Task;
import kmemcg.memcg.Gfp;

/** What a design does when slab pages come and go. */
@FunctionalInterface
public interface PageHooks {
    /** Charges a new page; false if that is refused, and then the page is not used. */
    default boolean charge(Task task, Slab slab, Gfp gfp) {
        return true;
    }

    /** {@code unaccount_slab}: what becomes of a page's owner word before the page goes back. */
    void release(Task task, Slab slab);
}
