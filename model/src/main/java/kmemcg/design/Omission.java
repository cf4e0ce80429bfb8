package kmemcg.design;

import java.util.Locale;

/** Something that is known to go wrong, or was thought to, and is no bug of the {@link Catalogue}; those first that are shown elsewhere. */
public enum Omission {
    NR_ITEMS_GOES_NEGATIVE_IN_WINDOW(
            "a list's count falls below zero between the switch of ids and the splice (2788cf0c401c)",
            "accepted by the kernel; shown to happen, and not reported, in the tests"),
    DRAIN_IS_ONLY_BEST_EFFORT(
            "a drain of all stocks returns at once if another runs",
            "accepted by the kernel; shown to happen, and not reported, in the tests"),
    KMEM_CHARGE_ACROSS_MIGRATION(
            "a cache is chosen in one group, and the page charged to the next, where the task has moved",
            "accepted when it was posted; attach moves only the running task here, which cannot do both at once"),
    QUADRATIC_TEARDOWN(
            "removing N groups walks the caches of all of them, N times",
            "a cost, not a failure: kmemcg cost counts it"),
    UNDERFLOW_CLAMP_EATS_CHARGE(
            "zero is stored into a counter below zero, over a charge made meanwhile (9317d0fffeb4)",
            "only after another bug; the report in specs/reports has every outcome"),
    BIT_CLEAR_VS_SET_STORE_BUFFERING(
            "one of the two fences between a list and its shrinker bit is missing",
            "no interleaving and no store buffer of x86 shows it; waits for the kernel's memory model"),
    SLOT_PUBLICATION_BARRIERS_MISPLACED(
            "a cache is published before it is initialised (959c8963fc6c)",
            "no interleaving and no store buffer of x86 shows it; waits for the kernel's memory model"),
    WRONG_ROOT_LIST_ITERATED(
            "a reader walks one list and decodes its entries by the link of another (fcf88917dd43)",
            "a confusion of types, which references with types cannot express"),
    CSS_KILLED_TWICE(
            "enabling threaded mode kills a css that is dying (3bc0bb36fa30)",
            "there is no threaded mode, and a removed group's name is gone before a second removal could find it"),
    OBJCG_RELEASE_TAKES_FOREIGN_LOCK(
            "the release of an obj_cgroup takes css_set_lock below a caller's lock (0764db9b49c9)",
            "allocations have no callers that hold locks of their own"),
    REGISTRY_LOCK_DEADLOCKS(
            "a sysfs file is removed under slab_mutex, which its reader wants (421af243b1a5, 0495e337b703)",
            "sysfs files of caches have names here, and no readers"),
    FREE_ORDER_IN_STOCK_TEARDOWN(
            "a stock's reference is put before the pointer is cleared",
            "harmless inside a read-side section, where all readers are; no execution was found that fails"),
    STALE_LIMIT_RECLAIM(
            "a writer goes on reclaiming for a limit that another has raised meanwhile",
            "reclaim more than needed breaks nothing here; there is no OOM killer that would make it matter"),
    HALF_ACTIVATED_ACCOUNTING(
            "accounting begins when only one of two flags is set (1c98dd905ddb)",
            "groups are accounted from their birth on, not from their first limit"),
    DEAD_MARK_READ_AS_COUNT(
            "the mark of a dead list is read as its count (2025)",
            "6.18's list_lru with a lock for each list is not modelled"),
    MAP_EXPAND_LEAKS_CSS_REF(
            "a walk that grows shrinker maps ends early and keeps its reference (75866af62b43)",
            "maps do not grow here; iter-interrupted-keeps-ref is the same mistake in another walk"),
    ID_SPACE_EXHAUSTED_BY_PINNED_CSS(
            "removed groups keep their ids until no new group can have one (73f576c04b94)", "ids do not run out here"),
    UNLOCKED_ID_REMOVAL(
            "ids are taken out of the table without its lock (9972605a2383)",
            "there is no table from ids to groups; it takes swap entries to hold ids beyond their groups"),
    SWAP_CHARGED_TO_OFFLINE_MEMCG("a swap entry keeps an id that was given back (1f47b61fb407)", "there is no swap");

    private final String what;
    private final String why;

    Omission(String what, String why) {
        this.what = what;
        this.why = why;
    }

    /** As the catalogue would name it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What happens. */
    public String what() {
        return what;
    }

    /** Why it is not in the catalogue, or where it is shown instead. */
    public String why() {
        return why;
    }
}
