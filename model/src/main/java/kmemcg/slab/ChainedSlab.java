package kmemcg.slab;

import kmemcg.machine.Birth;
import kmemcg.machine.Ref;
import org.jspecify.annotations.Nullable;

/** A page that can go over to another cache; {@link #cache} names the kind of its objects only. */
public final class ChainedSlab extends Slab {
    private final Ref<ChainedCache> owner;

    ChainedSlab(Birth birth, ChainedCache cache, int slots, int pages) {
        super(birth, cache.kind(), slots, pages);
        this.owner = birth.ref("slab", cache);
    }

    /** {@code page->slab}: the cache it belongs to. Changes under the list locks of both caches, is read without. */
    public ChainedCache owner() {
        ChainedCache now = owner.readOnce();
        if (now == null) {
            throw new IllegalStateException(this + " belongs to no cache");
        }
        return now;
    }

    void setOwner(ChainedCache cache) {
        owner.writeOnce(cache);
    }

    /** The cache it belongs to, for validators. */
    public @Nullable ChainedCache peekOwner() {
        return owner.peek();
    }
}
