package kmemcg.design.optin.bugs;

import java.util.Set;
import kmemcg.design.HistoricalBug;
import kmemcg.design.Origin;
import kmemcg.design.optin.MemcgCache;
import kmemcg.design.optin.OptinDesign;
import kmemcg.machine.Invariant;
import kmemcg.machine.Machine;
import kmemcg.machine.Task;
import kmemcg.memcg.Geometry;

/**
 * A removed group's pages are counted, and uncharged a grace period later, after they have gone over. Who frees one in between
 * uncharges it himself.
 */
public final class Rfc1SampledPagesDoubleUncharge extends OptinDesign {
    public static final HistoricalBug ENTRY = new HistoricalBug(
            "rfc1-sampled-pages-double-uncharge",
            "optin",
            Origin.derived(
                    "Glauber Costa, 21 February 2012, 4/7",
                    "chained slab caches: move pages to a different cache when a cache is destroyed",
                    "proposed only",
                    2012),
            """
            T2, taking C offline, counts the pages of C's cache and waits for a grace period.
            T1 frees the last object of a page, and uncharges it to C and its ancestors.
            T2 chains the cache and uncharges as many pages as it has counted: one more than there are.""",
            Set.of(Invariant.BOUNDS, Invariant.CONSERVATION),
            """
            design  optin
            world   C < root, cache buffer 4096 account, cpus 2
            before  cpu0 in C: o = alloc buffer ; attach root
            T1      cpu0:      free o
            T2      cpu1:      offline C
            """,
            false,
            Rfc1SampledPagesDoubleUncharge::new);

    public Rfc1SampledPagesDoubleUncharge(Machine machine, Geometry geometry) {
        super(machine, geometry);
    }

    @Override
    protected long kmemSwitchSlab(Task task, MemcgCache cache, MemcgCache parent) {
        long sampled = pages().countPages(task, cache);
        super.kmemSwitchSlab(task, cache, parent);
        return sampled;
    }
}
