package kmemcg.design;

import java.util.Set;
import kmemcg.slab.CacheTraits;

/** Traits of a cache. */
public enum CacheFlag {
    /** {@code SLAB_ACCOUNT}: every object is charged. */
    ACCOUNT("account"),
    /** {@code SLAB_NO_MERGE}: never an alias of another cache. */
    NOMERGE("nomerge");

    private final String word;

    CacheFlag(String word) {
        this.word = word;
    }

    /** What a cache with these flags is asked to be. */
    public static CacheTraits traits(int objectSize, Set<CacheFlag> flags) {
        return new CacheTraits(objectSize, flags.contains(ACCOUNT), !flags.contains(NOMERGE));
    }

    /** The word as programs are written. */
    public String word() {
        return word;
    }
}
