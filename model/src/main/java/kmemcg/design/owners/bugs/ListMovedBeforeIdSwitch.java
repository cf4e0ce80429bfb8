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
 * Offline moves a group's list to the parent, and then lets the group go by the parent's name. Whoever adds between the two finds the old list,
 * or none any more.
 *
 * <p>A mutant: the kernel has always switched first.
 */
public final class ListMovedBeforeIdSwitch extends OwnersDesign {
    public static final HistoricalBug ENTRY = new HistoricalBug(
            "list-moved-before-id-switch",
            "owners-2014",
            Origin.derived("Linux 6.1: mm/list_lru.c", "memcg_reparent_list_lrus", "none: a mutant", 2014),
            """
            T2 takes C offline, and has moved C's list to the root.
            T1 adds an object of C: it looks for C's list by C's id, under which there is none.""",
            Set.of(Invariant.NO_ACCESS_AFTER_FREE, Invariant.LIST_MEMBERSHIP, Invariant.RECLAIM_REACHABILITY),
            """
            design  owners-2014
            world   C < root, cache dentry 192 account, cpus 2
            before  cpu0 in C: o = alloc dentry lru ; attach root
            T1      cpu0:      lru_add o
            T2      cpu1:      rmdir C
            """,
            false,
            ListMovedBeforeIdSwitch::new);

    public ListMovedBeforeIdSwitch(Machine machine, Geometry geometry) {
        super(machine, geometry);
    }

    @Override
    protected void memcgReparentListLrus(Task task, MemCgroup memcg, MemCgroup parent) {
        lru().reparent(task, memcg.kmemcgId().readOnce(), parent);
        switchIds(task, memcg, parent.kmemcgId().readOnce());
    }
}
