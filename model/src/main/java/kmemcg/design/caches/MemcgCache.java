package kmemcg.design.caches;

import kmemcg.machine.Birth;
import kmemcg.machine.Ref;
import kmemcg.machine.Word;
import kmemcg.slab.CacheTraits;
import kmemcg.slab.KmemCache;
import org.jspecify.annotations.Nullable;
import org.pcollections.PVector;
import org.pcollections.TreePVector;

/**
 * {@code struct kmem_cache} with its {@code memcg_params}: a root cache, which users create and name, or one of its children, which serves
 * one group. Source: Linux 4.9 {@code include/linux/slab.h}.
 */
public class MemcgCache extends KmemCache {
    private final @Nullable MemcgCache root;
    private final Ref<CacheArray> memcgCaches;
    private final Ref<PVector<MemcgCache>> children;
    private final Word dying;
    private final Ref<CacheMemcg> memcg;
    private final Word cpuPartial;

    /**
     * A cache without pages.
     *
     * @param root the cache whose child this is; null for a root cache
     * @param memcg the group that a child serves; null for a root cache
     */
    public MemcgCache(Birth birth, CacheTraits traits, @Nullable MemcgCache root, @Nullable CacheMemcg memcg) {
        super(birth, traits);
        this.root = root;
        this.memcgCaches = birth.ref("memcg_caches", null);
        this.children = birth.ref("children", TreePVector.empty());
        this.dying = birth.word("dying", 0);
        this.memcg = birth.ref("memcg", memcg);
        this.cpuPartial = birth.word("cpu_partial", 1);
    }

    /** The cache as these designs know it. */
    public static MemcgCache of(KmemCache cache) {
        return (MemcgCache) cache;
    }

    /** {@code is_root_cache}. */
    public final boolean isRoot() {
        return root == null;
    }

    /** {@code memcg_params.root_cache}: itself if it is one. */
    public final MemcgCache rootCache() {
        return root == null ? this : root;
    }

    /** {@code memcg_params.memcg_caches}: the children by group id, null while no group has had one; written under {@code slab_mutex}. */
    public final Ref<CacheArray> memcgCaches() {
        return memcgCaches;
    }

    /** {@code memcg_params.children}: all children, of removed groups too; plain, under {@code slab_mutex}. */
    public final PVector<MemcgCache> children() {
        PVector<MemcgCache> now = children.readPlain();
        return now == null ? TreePVector.empty() : now;
    }

    /** Changes {@link #children}. */
    final void setChildren(PVector<MemcgCache> now) {
        children.writePlain(now);
    }

    /** {@code memcg_params.dying}: a root cache whose destruction has begun. */
    public final Word dying() {
        return dying;
    }

    /** {@code memcg_params.memcg}: whom a child serves; null at a root cache. */
    public final Ref<CacheMemcg> memcg() {
        return memcg;
    }

    /** {@code cpu_partial} and {@code min_partial} in one: whether empty pages are kept. */
    public final Word cpuPartial() {
        return cpuPartial;
    }

    /** The children by group id, for validators. */
    public final @Nullable CacheArray peekArray() {
        return memcgCaches.peek();
    }

    /** All children, for validators. */
    public final PVector<MemcgCache> peekChildren() {
        PVector<MemcgCache> now = children.peek();
        return now == null ? TreePVector.empty() : now;
    }

    /** Whom it serves, for validators. */
    public final @Nullable CacheMemcg peekMemcg() {
        return memcg.peek();
    }

    /** Whether it keeps empty pages, for validators. */
    public final boolean peekKeepsEmpty() {
        return cpuPartial.peek() != 0;
    }
}
