package kmemcg.design;

/** How an allocation is asked for. */
public enum AllocFlag {
    /** {@code __GFP_ACCOUNT}: charge it even if its cache is not an accounted one. */
    ACCOUNT("account"),
    /** Never charge it, whatever its cache says. */
    NOACCOUNT("noaccount"),
    /** {@code GFP_NOWAIT}: must not sleep, so neither reclaim nor retry; the charge has no reserves. */
    ATOMIC("atomic"),
    /** {@code __GFP_NOFAIL}: charge above the limit rather than fail. */
    NOFAIL("nofail"),
    /** The object will be put on a list_lru ({@code kmem_cache_alloc_lru}): its lists are made ready first. */
    LRU("lru");

    private final String word;

    AllocFlag(String word) {
        this.word = word;
    }

    /** The word as programs are written. */
    public String word() {
        return word;
    }
}
