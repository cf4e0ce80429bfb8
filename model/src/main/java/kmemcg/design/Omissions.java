package kmemcg.design;

import java.util.List;

/** What is left out of the {@link Catalogue}, and why. */
public final class Omissions {
    private Omissions() {}

    /** All, those first that are shown elsewhere. */
    public static List<Omission> all() {
        return List.of(
                new Omission(
                        "nr-items-goes-negative-in-window",
                        "a list's count falls below zero between the switch of ids and the splice (2788cf0c401c)",
                        "accepted by the kernel; shown to happen, and not reported, in the tests"),
                new Omission(
                        "drain-is-only-best-effort",
                        "a drain of all stocks returns at once if another runs",
                        "accepted by the kernel; shown to happen, and not reported, in the tests"),
                new Omission(
                        "kmem-charge-across-migration",
                        "a cache is chosen in one group, and the page charged to the next, where the task has moved",
                        "accepted when it was posted; attach moves only the running task here, which cannot do both at once"),
                new Omission(
                        "quadratic-teardown",
                        "removing N groups walks the caches of all of them, N times",
                        "a cost, not a failure: kmemcg cost counts it"),
                new Omission(
                        "underflow-clamp-eats-charge",
                        "zero is stored into a counter below zero, over a charge made meanwhile (9317d0fffeb4)",
                        "only after another bug; the report in specs/reports has every outcome"),
                new Omission(
                        "bit-clear-vs-set-store-buffering",
                        "one of the two fences between a list and its shrinker bit is missing",
                        "no interleaving and no store buffer of x86 shows it; waits for the kernel's memory model"),
                new Omission(
                        "slot-publication-barriers-misplaced",
                        "a cache is published before it is initialised (959c8963fc6c)",
                        "no interleaving and no store buffer of x86 shows it; waits for the kernel's memory model"),
                new Omission(
                        "wrong-root-list-iterated",
                        "a reader walks one list and decodes its entries by the link of another (fcf88917dd43)",
                        "a confusion of types, which references with types cannot express"),
                new Omission(
                        "css-killed-twice",
                        "enabling threaded mode kills a css that is dying (3bc0bb36fa30)",
                        "there is no threaded mode, and a removed group's name is gone before a second removal could find it"),
                new Omission(
                        "objcg-release-takes-foreign-lock",
                        "the release of an obj_cgroup takes css_set_lock below a caller's lock (0764db9b49c9)",
                        "allocations have no callers that hold locks of their own"),
                new Omission(
                        "registry-lock-deadlocks",
                        "a sysfs file is removed under slab_mutex, which its reader wants (421af243b1a5, 0495e337b703)",
                        "sysfs files of caches have names here, and no readers"),
                new Omission(
                        "free-order-in-stock-teardown",
                        "a stock's reference is put before the pointer is cleared",
                        "harmless inside a read-side section, where all readers are; no execution was found that fails"),
                new Omission(
                        "stale-limit-reclaim",
                        "a writer goes on reclaiming for a limit that another has raised meanwhile",
                        "reclaim more than needed breaks nothing here; there is no OOM killer that would make it matter"),
                new Omission(
                        "half-activated-accounting",
                        "accounting begins when only one of two flags is set (1c98dd905ddb)",
                        "groups are accounted from their birth on, not from their first limit"),
                new Omission(
                        "dead-mark-read-as-count",
                        "the mark of a dead list is read as its count (2025)",
                        "6.18's list_lru with a lock for each list is not modelled"),
                new Omission(
                        "map-expand-leaks-css-ref",
                        "a walk that grows shrinker maps ends early and keeps its reference (75866af62b43)",
                        "maps do not grow here; iter-interrupted-keeps-ref is the same mistake in another walk"),
                new Omission(
                        "id-space-exhausted-by-pinned-css",
                        "removed groups keep their ids until no new group can have one (73f576c04b94)",
                        "ids do not run out here"),
                new Omission(
                        "unlocked-id-removal",
                        "ids are taken out of the table without its lock (9972605a2383)",
                        "there is no table from ids to groups; it takes swap entries to hold ids beyond their groups"),
                new Omission(
                        "swap-charged-to-offline-memcg",
                        "a swap entry keeps an id that was given back (1f47b61fb407)",
                        "there is no swap"),
                new Omission(
                        "protected-usage-at-wrong-level",
                        "protected usage is propagated from the wrong counter (a6f23d14ec7d)",
                        "counters have no min and no low"));
    }
}
