package kmemcg.slab;

/**
 * What a cache is asked to be.
 *
 * @param objectSize bytes of one object
 * @param accounted {@code SLAB_ACCOUNT}
 * @param mergeable whether it may be an alias of another cache
 * @param typesafeByRcu {@code SLAB_TYPESAFE_BY_RCU}: its pages go back a grace period after they became empty
 */
public record CacheTraits(int objectSize, boolean accounted, boolean mergeable, boolean typesafeByRcu) {
    /** The same, but never an alias. */
    public CacheTraits unmergeable() {
        return new CacheTraits(objectSize, accounted, false, typesafeByRcu);
    }

    /** {@code slab_unmergeable}, {@code find_mergeable}: whether one cache can serve both. */
    boolean mergesWith(CacheTraits other) {
        return mergeable && equals(other);
    }
}
