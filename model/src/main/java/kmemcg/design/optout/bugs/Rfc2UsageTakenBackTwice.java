package kmemcg.design.optout.bugs;

import java.util.Set;
import kmemcg.design.HistoricalBug;
import kmemcg.design.Origin;
import kmemcg.design.optout.OptoutDesign;
import kmemcg.machine.Invariant;
import kmemcg.machine.Machine;
import kmemcg.machine.Task;
import kmemcg.memcg.Geometry;

/**
 * Offline takes the group away from its caches and takes its whole usage back. Whoever has found the group before, to uncharge a page,
 * uncharges a page that has been taken back already.
 */
public final class Rfc2UsageTakenBackTwice extends OptoutDesign {
    public static final HistoricalBug ENTRY = new HistoricalBug(
            "rfc2-usage-taken-back-twice",
            "optout",
            Origin.derived("Suleiman Souhlal, 27 February 2012, 5/10", "memcg: Slab accounting", "proposed only", 2012),
            """
            T1 gives an empty page of C's cache back and finds that C has to be uncharged.
            T2 takes C offline: the cache names nobody now, and C's whole usage is taken back, that page included.
            T1 uncharges C: its counter is zero already, and the parent's goes too low.""",
            Set.of(Invariant.BOUNDS, Invariant.CONSERVATION),
            """
            design  optout
            world   C < root, cache dentry 192, cpus 2
            before  cpu0 in C: o = alloc dentry ; free o ; attach root
            T1      cpu0:      drain root
            T2      cpu1:      offline C
            """,
            false,
            Rfc2UsageTakenBackTwice::new);

    public Rfc2UsageTakenBackTwice(Machine machine, Geometry geometry) {
        super(machine, geometry);
    }

    @Override
    protected void waitForCharges(Task task) {
        // nobody waits
    }
}
