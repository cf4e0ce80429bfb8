package kmemcg.design.optin.bugs;

import java.util.Set;
import kmemcg.design.HistoricalBug;
import kmemcg.design.Origin;
import kmemcg.design.optin.MemcgCache;
import kmemcg.design.optin.OptinDesign;
import kmemcg.design.optin.OptinMemcg;
import kmemcg.machine.Invariant;
import kmemcg.machine.Machine;
import kmemcg.machine.Task;
import kmemcg.memcg.Geometry;

/**
 * A new group takes a reference on itself for each copy of a cache, also for one that it did not get; nobody puts that.
 *
 * <p>A transposition. As posted the copy is destroyed again since the pages that it has already cannot be charged; here a new copy has
 * no pages, and cannot be had since memory is short.
 */
public final class Rfc1FailedChargeKeepsRef extends OptinDesign {
    public static final HistoricalBug ENTRY = new HistoricalBug(
            "rfc1-failed-charge-keeps-ref",
            "optin",
            Origin.derived("Glauber Costa, 21 February 2012, 3/7", "per-cgroup slab caches", "proposed only", 2012),
            """
            T1 makes the group C; its copy of a registered cache cannot be had.
            T1 takes the copy's reference on C all the same, and removes C: nobody puts the reference, C is never freed.""",
            Set.of(Invariant.REFERENCES),
            """
            design  optin
            world   cache dentry 192 account, cpus 1
            T1      cpu0: fault 2 ; mkdir C root ; offline C
            """,
            false,
            Rfc1FailedChargeKeepsRef::new);

    public Rfc1FailedChargeKeepsRef(Machine machine, Geometry geometry) {
        super(machine, geometry);
    }

    @Override
    protected void fillSlot(Task task, OptinMemcg memcg, MemcgCache original) {
        setSlot(memcg, original.index(), kmemCacheDup(task, memcg, original));
        memcg.css().get(task);
    }
}
