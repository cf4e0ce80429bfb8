package kmemcg.design;

import java.util.Set;
import kmemcg.memcg.Gfp;
import kmemcg.slab.KmemCache;

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

    /** Whether an allocation with these flags is to be charged at all. */
    public static boolean asksForCharge(Set<AllocFlag> flags, KmemCache cache) {
        return !flags.contains(NOACCOUNT) && (cache.isAccounted() || flags.contains(ACCOUNT));
    }

    /** What its charge may do at a limit. */
    public static Gfp gfp(Set<AllocFlag> flags) {
        if (flags.contains(NOFAIL)) {
            return Gfp.NOFAIL;
        }
        return flags.contains(ATOMIC) ? Gfp.ATOMIC : Gfp.KERNEL;
    }

    /** The word as programs are written. */
    public String word() {
        return word;
    }
}
