package kmemcg.design.scalable;

import java.util.function.BiConsumer;
import kmemcg.design.caches.CacheMemcg;
import kmemcg.design.caches.MemcgCache;
import kmemcg.machine.Birth;
import kmemcg.machine.Task;
import kmemcg.machine.Word;
import kmemcg.machine.Work;
import kmemcg.slab.CacheTraits;

/** A child that is deactivated by an RCU callback and a work item, both in its own memory. */
public class AsyncCache extends MemcgCache {
    private final Word deactFn;
    private final Work deactivation;

    /** @param deactivate what the work item does */
    public AsyncCache(
            Birth birth,
            CacheTraits traits,
            MemcgCache root,
            CacheMemcg memcg,
            BiConsumer<Task, AsyncCache> deactivate) {
        super(birth, traits, root, memcg);
        this.deactFn = birth.word("deact_fn", 0);
        this.deactivation = birth.work("deactivate " + birth.name(), worker -> deactivate.accept(worker, this));
    }

    /** The cache as these designs know it. */
    public static AsyncCache of(MemcgCache cache) {
        return (AsyncCache) cache;
    }

    /** {@code memcg_params.deact_fn}: set while a deactivation is under way; plain, under {@code slab_mutex}. */
    public final Word deactFn() {
        return deactFn;
    }

    /** {@code memcg_params.deact_work}. */
    public final Work deactivation() {
        return deactivation;
    }
}
