package kmemcg.design.owners.bugs;

import java.util.Set;
import kmemcg.design.HistoricalBug;
import kmemcg.design.Origin;
import kmemcg.design.owners.OwnersDesign;
import kmemcg.design.owners.OwnersMemcg;
import kmemcg.machine.Invariant;
import kmemcg.machine.Machine;
import kmemcg.machine.Task;
import kmemcg.memcg.Geometry;

/**
 * A free drops the object's reference on its group, and then puts the bytes into a stock, which takes one.
 *
 * <p>A mutant: it shows why the reference goes last.
 */
public final class ReferencePutBeforeUncharge extends OwnersDesign {
    public static final HistoricalBug ENTRY = new HistoricalBug(
            "reference-put-before-uncharge",
            "owners-2014",
            Origin.derived("Linux 6.1: mm/memcontrol.c", "memcg_slab_free_hook", "none: a mutant", 2014),
            """
            C is removed, and its last object keeps it.
            T1 frees that: with its reference C's last one goes.
            T1 puts the bytes into its stock for C, whose count rises from zero.""",
            Set.of(Invariant.NO_ACCESS_AFTER_FREE, Invariant.REFERENCES),
            """
            design  owners-2014
            world   C < root, cache dentry 192 account, cpus 2
            before  cpu0 in C: o = alloc dentry ; attach root
            T1      cpu1:      offline C ; settle ; free o
            """,
            false,
            ReferencePutBeforeUncharge::new);

    public ReferencePutBeforeUncharge(Machine machine, Geometry geometry) {
        super(machine, geometry);
    }

    @Override
    protected void unchargeObject(Task task, OwnersMemcg owner, long bytes) {
        put(task, owner);
        objCgroupUncharge(task, owner, bytes);
    }
}
