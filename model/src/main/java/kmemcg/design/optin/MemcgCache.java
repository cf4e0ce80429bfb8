package kmemcg.design.optin;

import kmemcg.machine.Birth;
import kmemcg.slab.CacheTraits;
import kmemcg.slab.ChainedCache;
import org.jspecify.annotations.Nullable;

/** A cache, or a group's own copy of one that is registered. */
public final class MemcgCache extends ChainedCache {
    /** The index of a cache that nobody has registered. */
    static final int UNREGISTERED = -1;

    private final int index;
    private final @Nullable OptinMemcg memcg;

    private MemcgCache(
            Birth birth, CacheTraits traits, @Nullable MemcgCache kind, int index, @Nullable OptinMemcg memcg) {
        super(birth, traits, kind);
        this.index = index;
        this.memcg = memcg;
    }

    /** A cache as its user creates it. */
    static MemcgCache ofUser(Birth birth, CacheTraits traits, int index) {
        return new MemcgCache(birth, traits, null, index, null);
    }

    /** A group's copy. */
    static MemcgCache copy(Birth birth, MemcgCache original, OptinMemcg memcg) {
        return new MemcgCache(birth, original.traits(), original, original.index, memcg);
    }

    /** {@code kmem_avail_caches[]}'s index of it and its copies. */
    public int index() {
        return index;
    }

    boolean isRegistered() {
        return index != UNREGISTERED;
    }

    /** {@code memcg}: whose pages these are; null for the root's, which are not tracked. */
    public @Nullable OptinMemcg memcg() {
        return memcg;
    }
}
