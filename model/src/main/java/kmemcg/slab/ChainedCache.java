package kmemcg.slab;

import kmemcg.machine.Birth;
import kmemcg.machine.Ref;
import org.jspecify.annotations.Nullable;

/**
 * A cache whose pages can go over to another one of the same kind. The mails of 2012 have a flag {@code SLAB_CHAINED} and a pointer
 * {@code parent_slab}, set one after the other; here a cache is chained if the pointer is not null.
 */
public class ChainedCache extends KmemCache {
    private final @Nullable KmemCache kind;
    private final Ref<ChainedCache> parentSlab;

    /** @param kind the cache that this one is a copy of; null if it is none */
    protected ChainedCache(Birth birth, CacheTraits traits, @Nullable KmemCache kind) {
        super(birth, traits);
        this.kind = kind;
        this.parentSlab = birth.ref("parent_slab", null);
    }

    /** What all copies have in common is found here. */
    public final KmemCache kind() {
        return kind == null ? this : kind;
    }

    /** {@code parent_slab}: where the pages have gone; null while the cache is in use. Set once, under both list locks. */
    public final @Nullable ChainedCache parentSlab() {
        return parentSlab.readOnce();
    }

    final void chainTo(ChainedCache parent) {
        parentSlab.writeOnce(parent);
    }

    /** The cache itself, or the nearest above it that is in use. */
    public final ChainedCache heir() {
        ChainedCache at = this;
        for (ChainedCache above = at.parentSlab(); above != null; above = at.parentSlab()) {
            at = above;
        }
        return at;
    }

    /** Where the pages have gone, for validators. */
    public final @Nullable ChainedCache peekParentSlab() {
        return parentSlab.peek();
    }
}
