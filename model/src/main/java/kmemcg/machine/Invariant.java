package kmemcg.machine;

/**
 * The ten promises of kernel-memory accounting. Every finding names the one that is broken. Each is checked in up to three
 * strengths: at every step, at quiescence (no operation in flight), and after offline plus grace period.
 */
public enum Invariant {
    CONSERVATION(1, "usage is what is committed plus what is cached plus what is in flight"),
    BOUNDS(2, "no counter below zero; no successful charge leaves usage above the limit it saw"),
    ONE_CHARGE(
            3, "each accounted object is charged once and uncharged once, to its owner or the owner's living ancestor"),
    NO_ACCESS_AFTER_FREE(4, "nothing freed is touched or pointed to; no reference count rises from zero"),
    REFERENCES(5, "each reference count equals its holders; what nobody holds is freed"),
    LIST_MEMBERSHIP(6, "each item is on one list, that of its owner, and the counters are the lengths"),
    RECLAIM_REACHABILITY(7, "a list with items is announced to reclaim"),
    CACHE_REGISTRY(8, "lookup finds live, initialised, matching caches only; none is destroyed while in use"),
    PROGRESS(9, "no deadlock, no lock taken twice or in a circle, no sleep where none is allowed, no endless retry"),
    OBSERVATION(10, "a reader that resumes an iteration sees each entry that was there throughout exactly once");

    private final int number;
    private final String promise;

    Invariant(int number, String promise) {
        this.number = number;
        this.promise = promise;
    }

    /** Its number in the list of ten, from 1. */
    public int number() {
        return number;
    }

    /** What must hold, in one sentence. */
    public String promise() {
        return promise;
    }
}
