package kmemcg.design.owners.bugs;

import java.util.Set;
import kmemcg.design.HistoricalBug;
import kmemcg.design.Origin;
import kmemcg.design.owners.OwnersDesign;
import kmemcg.design.owners.OwnersMemcg;
import kmemcg.machine.Invariant;
import kmemcg.machine.Machine;
import kmemcg.machine.Ref;
import kmemcg.machine.Task;
import kmemcg.memcg.Geometry;

/**
 * An object names its group, and the reference that was taken to charge it is dropped, as if that of the process would do. The free
 * puts one all the same.
 *
 * <p>A mutant: it shows what the reference of each object is for.
 */
public final class OwnerWithoutReference extends OwnersDesign {
    public static final HistoricalBug ENTRY = new HistoricalBug(
            "owner-without-reference",
            "owners-2014",
            Origin.derived("Linux 6.1: mm/memcontrol.c", "memcg_slab_post_alloc_hook", "none: a mutant", 2014),
            """
            T1 allocates in C: the object names C and does not hold it.
            Its free puts a reference that somebody else has.""",
            Set.of(Invariant.REFERENCES, Invariant.NO_ACCESS_AFTER_FREE),
            """
            design  owners-2014
            world   C < root, cache dentry 192 account, cpus 1
            T1      cpu0 in C: o = alloc dentry
            """,
            false,
            OwnerWithoutReference::new);

    public OwnerWithoutReference(Machine machine, Geometry geometry) {
        super(machine, geometry);
    }

    @Override
    protected void nameOwner(Task task, Ref<OwnersMemcg> name, OwnersMemcg owner) {
        super.nameOwner(task, name, owner);
        put(task, owner);
    }
}
