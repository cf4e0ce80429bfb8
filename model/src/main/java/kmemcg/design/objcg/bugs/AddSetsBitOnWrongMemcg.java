package kmemcg.design.objcg.bugs;

import java.util.Set;
import java.util.function.BiFunction;
import kmemcg.design.HistoricalBug;
import kmemcg.design.Origin;
import kmemcg.design.objcg.ObjcgDesign;
import kmemcg.lru.ListLru;
import kmemcg.lru.ListLruOne;
import kmemcg.lru.ShrinkerMaps;
import kmemcg.machine.Invariant;
import kmemcg.machine.Machine;
import kmemcg.machine.Task;
import kmemcg.memcg.Geometry;
import kmemcg.memcg.MemCgroup;
import kmemcg.slab.SlabObject;

/**
 * An add looks up its item's group, finds the list by the group's id, and sets the bit of the group that it looked up. If
 * that is being removed, its id names the parent's list by then, and the parent's bit stays clear.
 *
 * <p>Derived from the code of 6.1 before the mail was seen; 4.19, 5.4 and 6.18 read alike.
 */
public final class AddSetsBitOnWrongMemcg extends ObjcgDesign {
    public static final HistoricalBug ENTRY = new HistoricalBug(
            "add-sets-bit-on-wrong-memcg",
            "objcg",
            Origin.mail(
                    "Johannes Weiner, 27 May 2026, v5 1/9",
                    "mm: list_lru: fix set_shrinker_bit() call during race with cgroup deletion",
                    "since 4.19 (fae91d6d8be5); 4.19, 5.4, 6.1 and 6.18 were read",
                    2026),
            """
            T1 adds an object of C to the list_lru, and has looked up C.
            T2 takes C offline: C's id is P's by now.
            T1 links the object on P's list and sets C's bit. T2 finds C's list empty and sets no bit either.""",
            Set.of(Invariant.RECLAIM_REACHABILITY),
            """
            design  objcg
            world   P < root, C < P, cache dentry 192 account, cpus 2
            before  cpu0 in C: o = alloc dentry lru ; attach root
            T1      cpu0:      lru_add o
            T2      cpu1:      offline C
            """,
            false,
            AddSetsBitOnWrongMemcg::new);

    public AddSetsBitOnWrongMemcg(Machine machine, Geometry geometry) {
        super(machine, geometry);
    }

    @Override
    protected ListLru newListLru(Task boot, MemCgroup rootGroup, ShrinkerMaps maps) {
        return new LookedUpGroup(machine, boot, rootGroup, maps, this::memcgFromSlabObj);
    }

    private static final class LookedUpGroup extends ListLru {
        LookedUpGroup(
                Machine machine,
                Task boot,
                MemCgroup root,
                ShrinkerMaps maps,
                BiFunction<Task, SlabObject, MemCgroup> ownerOf) {
            super(machine, boot, root, maps, ownerOf);
        }

        @Override
        protected void announce(Task task, MemCgroup lookedUp, ListLruOne list) {
            shrinkers().set(task, lookedUp);
        }
    }
}
