package kmemcg.design.optout.bugs;

import java.util.Set;
import kmemcg.design.HistoricalBug;
import kmemcg.design.Origin;
import kmemcg.design.optout.OptoutDesign;
import kmemcg.design.optout.OptoutMemcg;
import kmemcg.machine.Invariant;
import kmemcg.machine.Machine;
import kmemcg.machine.Task;
import kmemcg.memcg.Geometry;

/**
 * The charge of a task that is being killed is bypassed; the page is the group's all the same, and its uncharge is the group's. Cured by
 * a balance of bypassed pages, which uncharges take from first; what was merged in the end forces the charge instead.
 */
public final class BypassUnchargeUnderflow extends OptoutDesign {
    public static final HistoricalBug ENTRY = new HistoricalBug(
            "bypass-uncharge-underflow",
            "optout",
            Origin.mail(
                    "Hugh Dickins in Suleiman Souhlal, 27 February 2012, 7/10",
                    "memcg: Stop res_counter underflows.",
                    "proposed only; cured in the same series",
                    2012),
            """
            T1 allocates two pages in C, which may have one: the second charge is bypassed.
            T1 gives both pages back, and both are uncharged to C: one page more than C has.""",
            Set.of(Invariant.BOUNDS, Invariant.CONSERVATION),
            """
            design  optout
            world   C < root limit 1 page, cache buffer 4096, cpus 1
            T1      cpu0 in C: a = alloc buffer ; b = alloc buffer ; free a ; free b ; drain root
            """,
            false,
            BypassUnchargeUnderflow::new);

    public BypassUnchargeUnderflow(Machine machine, Geometry geometry) {
        super(machine, geometry);
    }

    @Override
    protected void unchargeKmem(Task task, OptoutMemcg memcg, long pages) {
        memcg.res().uncharge(task, pages);
    }
}
