package kmemcg.design.objcg.bugs;

import java.util.Set;
import java.util.function.BiFunction;
import kmemcg.design.HistoricalBug;
import kmemcg.design.Origin;
import kmemcg.design.objcg.ObjcgDesign;
import kmemcg.lru.ListLru;
import kmemcg.lru.ShrinkerMaps;
import kmemcg.machine.Invariant;
import kmemcg.machine.Machine;
import kmemcg.machine.Task;
import kmemcg.memcg.Geometry;
import kmemcg.memcg.MemCgroup;
import kmemcg.slab.SlabObject;

/**
 * When a removed group's items come to its parent, the parent's bit is set only if its list counted none before. But while the
 * ids are switched and the list is not moved yet, a deletion lowers the parent's count, so that it may count other than its
 * length. The cure sets the bit whenever items have come.
 */
public final class ReparentLosesShrinkerBit extends ObjcgDesign {
    public static final HistoricalBug ENTRY = new HistoricalBug(
            "reparent-loses-shrinker-bit",
            "objcg",
            Origin.verified(
                    "8199be001a47",
                    "mm: list_lru: set shrinker map bit when child nr_items is not zero",
                    "cured in 5.9.14",
                    2020),
            """
            T1 takes C offline, whose list has two items: C's id is P's by now.
            T2 deletes one of them, still on C's list, and counts it at P: -1.
            T1 moves the list. P counted -1, which is not 0, so its bit stays clear; the other item is never scanned.""",
            Set.of(Invariant.RECLAIM_REACHABILITY),
            """
            design  objcg
            world   P < root, C < P, cache dentry 192 account, cpus 2
            before  cpu0 in C: o = alloc dentry lru ; p = alloc dentry lru ; lru_add o ; lru_add p ; attach root
            T1      cpu0:      offline C
            T2      cpu1:      lru_del o
            """,
            false,
            ReparentLosesShrinkerBit::new);

    public ReparentLosesShrinkerBit(Machine machine, Geometry geometry) {
        super(machine, geometry);
    }

    @Override
    protected ListLru newListLru(Task boot, MemCgroup rootGroup, ShrinkerMaps maps) {
        return new FirstItemsOnly(machine, boot, rootGroup, maps, this::memcgFromSlabObj);
    }

    private static final class FirstItemsOnly extends ListLru {
        FirstItemsOnly(
                Machine machine,
                Task boot,
                MemCgroup root,
                ShrinkerMaps maps,
                BiFunction<Task, SlabObject, MemCgroup> ownerOf) {
            super(machine, boot, root, maps, ownerOf);
        }

        @Override
        protected void announceMoved(Task task, MemCgroup target, long before) {
            if (before == 0) {
                super.announceMoved(task, target, before);
            }
        }
    }
}
