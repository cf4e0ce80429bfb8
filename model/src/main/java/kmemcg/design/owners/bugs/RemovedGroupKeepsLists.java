package kmemcg.design.owners.bugs;

import java.util.Set;
import kmemcg.design.HistoricalBug;
import kmemcg.design.Origin;
import kmemcg.design.owners.OwnersDesign;
import kmemcg.machine.Invariant;
import kmemcg.machine.Machine;
import kmemcg.machine.Task;
import kmemcg.memcg.Geometry;
import kmemcg.memcg.MemCgroup;

/**
 * Offline hands nothing over, since a removed group stays as long as it has objects. Reclaim does not look at it any more, so that what is
 * on its lists stays for ever.
 *
 * <p>A mutant: the reason why lists go to the parent though objects do not.
 */
public final class RemovedGroupKeepsLists extends OwnersDesign {
    public static final HistoricalBug ENTRY = new HistoricalBug(
            "removed-group-keeps-lists",
            "owners-2014",
            Origin.derived("Linux 6.1: mm/memcontrol.c", "memcg_offline_kmem", "none: a mutant", 2014),
            """
            An object of C is on C's list.
            T1 removes C. The object is on the list of a group that nobody reclaims from.""",
            Set.of(Invariant.RECLAIM_REACHABILITY, Invariant.NO_ACCESS_AFTER_FREE, Invariant.LIST_MEMBERSHIP),
            """
            design  owners-2014
            world   C < root, cache dentry 192 account, cpus 1
            before  cpu0 in C: o = alloc dentry lru ; lru_add o ; attach root
            T1      cpu0:      rmdir C
            """,
            false,
            RemovedGroupKeepsLists::new);

    public RemovedGroupKeepsLists(Machine machine, Geometry geometry) {
        super(machine, geometry);
    }

    @Override
    protected void memcgReparentListLrus(Task task, MemCgroup memcg, MemCgroup parent) {}
}
