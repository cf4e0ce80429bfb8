package kmemcg.design.naturalized.bugs;

import java.util.Set;
import kmemcg.design.HistoricalBug;
import kmemcg.design.Origin;
import kmemcg.design.naturalized.NaturalizedDesign;
import kmemcg.machine.Held;
import kmemcg.machine.Invariant;
import kmemcg.machine.Machine;
import kmemcg.machine.Task;
import kmemcg.memcg.Geometry;
import kmemcg.memcg.MemCgroup;
import kmemcg.memcg.Process;

/**
 * The check that a group is online and the charge to it are not in one read-side section, so a charge may come after offline has
 * moved all charges away. A css reference, which the charger holds meanwhile, keeps the group's memory but does not stop offline.
 */
public final class PageChargeAfterOffline extends NaturalizedDesign {
    public static final HistoricalBug ENTRY = new HistoricalBug(
            "page-charge-after-offline",
            "naturalized",
            Origin.verified(
                    "96f1c58d8534",
                    "mm: memcg: fix race condition between memcg teardown and swapin",
                    "3.x; worked around in 3.13",
                    2013),
            """
            T1 finds C online and takes a css reference.
            T2 takes C offline: nothing is charged, nothing is listed.
            T1 charges a page to C and drops the reference. Nobody comes to move the page, C is freed, and the page names it.""",
            Set.of(Invariant.CONSERVATION, Invariant.NO_ACCESS_AFTER_FREE, Invariant.REFERENCES),
            """
            design  naturalized
            world   C < root, cpus 2
            T1      cpu0 in C: p = page ; attach root
            T2      cpu1:      offline C
            """,
            false,
            PageChargeAfterOffline::new);

    public PageChargeAfterOffline(Machine machine, Geometry geometry) {
        super(machine, geometry);
    }

    @Override
    protected Charge chargeOnce(Task task, Process process) {
        MemCgroup payer;
        try (Held section = task.rcuReadLock()) {
            payer = payerOf(process);
            payer.css().get(task);
        }
        Charge charge = charge(task, payer);
        payer.css().put(task);
        return charge;
    }
}
