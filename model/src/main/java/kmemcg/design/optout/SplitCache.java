package kmemcg.design.optout;

import kmemcg.machine.Birth;
import kmemcg.machine.Invariant;
import kmemcg.machine.Ref;
import kmemcg.machine.Task;
import kmemcg.machine.Word;
import kmemcg.slab.CacheTraits;
import kmemcg.slab.KmemCache;
import org.jspecify.annotations.Nullable;

/**
 * A cache, or what has been split off for a group ({@code SLAB_MEMCG}). One that was split off counts references: one while its group is
 * there, one for each slab page, and one for whoever needs it across a gap.
 */
public final class SplitCache extends KmemCache {
    private final int id;
    private final @Nullable SplitCache original;
    private final Ref<OptoutMemcg> memcg;
    private final Word references;

    private SplitCache(
            Birth birth, CacheTraits traits, int id, @Nullable SplitCache original, @Nullable OptoutMemcg memcg) {
        super(birth, traits);
        this.id = id;
        this.original = original;
        this.memcg = birth.ref("memcg", memcg);
        this.references = birth.word("memcg_refcnt", 1);
    }

    /** A cache as its user creates it. */
    static SplitCache ofUser(Birth birth, CacheTraits traits, int id) {
        return new SplitCache(birth, traits, id, null, null);
    }

    /** What is split off for a group. */
    static SplitCache splitOff(Birth birth, SplitCache original, OptoutMemcg memcg) {
        return new SplitCache(birth, original.traits(), original.id, original, memcg);
    }

    /** {@code memcg_cache_id}: of a cache and all that was split off it. */
    public int id() {
        return id;
    }

    /** {@code orig_cache}: null if it is nobody's part. */
    public @Nullable SplitCache original() {
        return original;
    }

    /** {@code SLAB_MEMCG}. */
    public boolean isSplitOff() {
        return original != null;
    }

    /** {@code memcg}: whom its pages are charged to; null for nobody. Read under RCU. */
    Ref<OptoutMemcg> memcg() {
        return memcg;
    }

    /** {@code mem_cgroup_get_kmem_cache}'s reference: legal only with one in hand, or with an object of the cache. */
    void get(Task task) {
        if (isSplitOff()) {
            long now = references.addReturnRelaxed(1);
            task.bug(now <= 1, Invariant.NO_ACCESS_AFTER_FREE, name() + ": reference count rises from zero");
        }
    }

    /** A reference unless there is none left. */
    boolean tryGet(Task task) {
        return !isSplitOff() || incrementNotZero(task);
    }

    private boolean incrementNotZero(Task task) {
        return task.<Boolean>retry(() -> {
            long seen = references.readOnce();
            if (seen == 0) {
                return false;
            }
            return references.cmpxchg(seen, seen + 1) == seen ? true : null;
        });
    }

    /** Drops a reference; whether it was the last. */
    boolean drop(Task task) {
        if (!isSplitOff()) {
            return false;
        }
        long now = references.addReturn(-1);
        task.bug(now < 0, Invariant.REFERENCES, name() + ": more puts than gets");
        return now == 0;
    }

    /** Whom its pages are charged to, for validators. */
    public @Nullable OptoutMemcg peekMemcg() {
        return memcg.peek();
    }

    /** References held, for validators; meaningless for a cache that nobody split off. */
    public long peekReferences() {
        return references.peek();
    }
}
