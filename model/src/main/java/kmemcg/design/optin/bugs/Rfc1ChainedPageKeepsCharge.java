package kmemcg.design.optin.bugs;

import java.util.Set;
import kmemcg.design.HistoricalBug;
import kmemcg.design.Origin;
import kmemcg.design.optin.OptinDesign;
import kmemcg.machine.Invariant;
import kmemcg.machine.Machine;
import kmemcg.machine.Task;
import kmemcg.memcg.Geometry;
import kmemcg.slab.ChainedCache;

/**
 * A page of a chained cache is not uncharged to its group, since that was done when the cache was chained. But if it was full then, and
 * its first free is its last, it has not come to the parent either, and nobody uncharges it.
 */
public final class Rfc1ChainedPageKeepsCharge extends OptinDesign {
    public static final HistoricalBug ENTRY = new HistoricalBug(
            "rfc1-chained-page-keeps-charge",
            "optin",
            Origin.derived(
                    "Glauber Costa, 21 February 2012, 4/7",
                    "chained slab caches: move pages to a different cache when a cache is destroyed",
                    "proposed only",
                    2012),
            """
            T1 takes C offline: the charge of a full page goes to the parent, the page stays where it is.
            T1 frees the page's only object: its cache is chained, so nothing is uncharged, and the parent pays for ever.""",
            Set.of(Invariant.CONSERVATION, Invariant.REFERENCES),
            """
            design  optin
            world   P < root, C < P, cache buffer 4096 account, cpus 1
            before  cpu0 in C: o = alloc buffer ; attach root
            T1      cpu0:      offline C ; free o
            """,
            false,
            Rfc1ChainedPageKeepsCharge::new);

    public Rfc1ChainedPageKeepsCharge(Machine machine, Geometry geometry) {
        super(machine, geometry);
    }

    @Override
    public void unchargeChained(Task task, ChainedCache cache, ChainedCache heir, long pages) {
        // SLAB_CHAINED is set
    }
}
