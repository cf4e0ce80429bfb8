package kmemcg.design;

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

    /** The word as programs are written. */
    public String word() {
        return word;
    }
}
