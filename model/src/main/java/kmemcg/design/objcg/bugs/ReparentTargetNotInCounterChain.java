package kmemcg.design.objcg.bugs;

import java.util.Set;
import kmemcg.design.HistoricalBug;
import kmemcg.design.Origin;
import kmemcg.design.objcg.ObjcgDesign;
import kmemcg.machine.Invariant;
import kmemcg.machine.Machine;
import kmemcg.memcg.Geometry;
import kmemcg.memcg.MemCgroup;
import kmemcg.memcg.PageCounter;
import org.jspecify.annotations.Nullable;

/**
 * The counter of a group right below the root is not linked to the root's, although a removed group's obj_cgroups go to the
 * root. What they were charged for was never counted there. The cure links the counters.
 *
 * <p>Deviation: in the kernel so were the counters of all groups, when {@code use_hierarchy} was off; a model without that
 * switch leaves out the link to the root only.
 */
public final class ReparentTargetNotInCounterChain extends ObjcgDesign {
    public static final HistoricalBug ENTRY = new HistoricalBug(
            "reparent-target-not-in-counter-chain",
            "objcg",
            Origin.verified(
                    "8de15e920dc8",
                    "mm: memcg: link page counters to root if use_hierarchy is false",
                    "since obj_cgroup (5.9), with use_hierarchy off; cured in 5.9.9",
                    2020),
            """
            An object is charged to C, whose counter has no parent.
            C is removed: the object's owner names the root.
            The object is freed and the stock drained: the root's counter falls below zero.""",
            Set.of(Invariant.CONSERVATION, Invariant.BOUNDS, Invariant.ONE_CHARGE),
            """
            design  objcg
            world   C < root, cache buffer 4096 account, cpus 1
            T1      cpu0 in C: o = alloc buffer ; attach root ; offline C ; free o ; drain root
            """,
            false,
            ReparentTargetNotInCounterChain::new);

    public ReparentTargetNotInCounterChain(Machine machine, Geometry geometry) {
        super(machine, geometry);
    }

    @Override
    protected @Nullable PageCounter counterParent(@Nullable MemCgroup parent) {
        return parent == null || parent.isRoot() ? null : super.counterParent(parent);
    }
}
