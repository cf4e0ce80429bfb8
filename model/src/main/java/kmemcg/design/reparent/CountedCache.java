package kmemcg.design.reparent;

import java.util.function.BiConsumer;
import kmemcg.design.caches.CacheMemcg;
import kmemcg.design.caches.MemcgCache;
import kmemcg.design.scalable.AsyncCache;
import kmemcg.machine.Birth;
import kmemcg.machine.Machine;
import kmemcg.machine.Task;
import kmemcg.machine.Work;
import kmemcg.slab.CacheTraits;
import kmemcg.sync.PercpuRef;

/**
 * A child with a reference count: one for its being active, one for each page, one for each allocation under way. It holds a css reference
 * on whatever group it belongs to now.
 */
public final class CountedCache extends AsyncCache {
    private final PercpuRef refcnt;
    private final Work shutdown;

    /** @param ends what the cache does when its time comes */
    CountedCache(
            Machine machine, Task task, Birth birth, CacheTraits traits, MemcgCache root, CacheMemcg memcg, Ends ends) {
        super(birth, traits, root, memcg, ends.deactivated());
        this.refcnt = new PercpuRef(
                machine, task, birth, "refcnt", last -> ends.released().accept(last, this));
        this.shutdown =
                birth.work("shutdown " + birth.name(), worker -> ends.shutdown().accept(worker, this));
    }

    /** The cache as this design knows it. */
    public static CountedCache of(MemcgCache cache) {
        return (CountedCache) cache;
    }

    /** {@code memcg_params.refcnt}. */
    public PercpuRef refcnt() {
        return refcnt;
    }

    /** {@code memcg_params.work} with {@code kmemcg_cache_shutdown_fn}. */
    Work shutdown() {
        return shutdown;
    }

    /** References held, for validators. */
    public long peekReferences() {
        return refcnt.peek();
    }

    /** Whether the base reference is gone, for validators. */
    public boolean peekDying() {
        return refcnt.peekDying();
    }

    /**
     * What happens to a cache whose group was removed.
     *
     * @param deactivated in a work item, a grace period later
     * @param released when its last reference goes, in any context
     * @param shutdown in a work item after that
     */
    record Ends(
            BiConsumer<Task, AsyncCache> deactivated,
            BiConsumer<Task, CountedCache> released,
            BiConsumer<Task, CountedCache> shutdown) {}
}
