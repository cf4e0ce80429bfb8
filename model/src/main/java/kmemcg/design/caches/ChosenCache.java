package kmemcg.design.caches;

import kmemcg.memcg.MemCgroup;
import org.jspecify.annotations.Nullable;

/**
 * The cache that serves an allocation.
 *
 * @param pinned the group on which a css reference keeps the cache alive meanwhile; null if none does
 */
public record ChosenCache(MemcgCache cache, @Nullable MemCgroup pinned) {}
