package kmemcg.design;

import java.util.Set;
import kmemcg.slab.CacheTraits;

/** Traits of a cache. */
public enum CacheFlag {
    /** {@code SLAB_ACCOUNT}: every object is charged. */
    ACCOUNT("account"),
    /** {@code SLAB_NO_MERGE}: never an alias of another cache. */
    NOMERGE("nomerge"),
    /** {@code SLAB_TYPESAFE_BY_RCU}: pages go back after a grace period, so never an alias either. */
    TYPESAFE("typesafe");

    private final String word;

    CacheFlag(String word) {
        this.word = word;
    }

    /** What a cache with these flags is asked to be. */
    public static CacheTraits traits(int objectSize, Set<CacheFlag> flags) {
        boolean typesafe = flags.contains(TYPESAFE);
        return new CacheTraits(objectSize, flags.contains(ACCOUNT), !flags.contains(NOMERGE) && !typesafe, typesafe);
    }

    /** The word as programs are written. */
    public String word() {
        return word;
    }
}
