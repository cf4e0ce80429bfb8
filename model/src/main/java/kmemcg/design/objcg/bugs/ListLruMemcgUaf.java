package kmemcg.design.objcg.bugs;

import java.util.Set;
import java.util.function.BiFunction;
import kmemcg.design.HistoricalBug;
import kmemcg.design.Origin;
import kmemcg.design.objcg.ObjcgDesign;
import kmemcg.lru.ListLru;
import kmemcg.lru.ShrinkerMaps;
import kmemcg.machine.Held;
import kmemcg.machine.Invariant;
import kmemcg.machine.Machine;
import kmemcg.machine.Task;
import kmemcg.memcg.Geometry;
import kmemcg.memcg.MemCgroup;
import kmemcg.slab.SlabObject;

/**
 * An item's group is resolved before the node's lock is taken, and outside a read-side section, so nothing keeps it. The cure
 * enters a read-side section; 6.1, which this design follows, resolves it under the lock.
 */
public final class ListLruMemcgUaf extends ObjcgDesign {
    public static final HistoricalBug ENTRY = new HistoricalBug(
            "list-lru-memcg-uaf",
            "objcg",
            Origin.verified(
                    "5161b48712dc",
                    "mm: list_lru: fix UAF for memory cgroup",
                    "since 0a97c01cd20b; cured in 2024",
                    2024),
            """
            T1 puts an object of C on a list, and has looked up its group.
            T2 takes C offline; the object goes to the parent, C is freed.
            T1 reads the id of the freed C to find the list.""",
            Set.of(Invariant.NO_ACCESS_AFTER_FREE),
            """
            design  objcg
            world   C < root, cache dentry 192 account, cpus 2
            before  cpu0 in C: o = alloc dentry lru ; attach root
            T1      cpu0:      lru_add o
            T2      cpu1:      offline C ; settle
            """,
            false,
            ListLruMemcgUaf::new);

    public ListLruMemcgUaf(Machine machine, Geometry geometry) {
        super(machine, geometry);
    }

    @Override
    protected ListLru newListLru(Task boot, MemCgroup rootGroup, ShrinkerMaps maps) {
        return new EarlyLookup(machine, boot, rootGroup, maps, this::memcgFromSlabObj);
    }

    private static final class EarlyLookup extends ListLru {
        EarlyLookup(
                Machine machine,
                Task boot,
                MemCgroup root,
                ShrinkerMaps maps,
                BiFunction<Task, SlabObject, MemCgroup> ownerOf) {
            super(machine, boot, root, maps, ownerOf);
        }

        @Override
        public boolean add(Task task, SlabObject item) {
            MemCgroup memcg = owner(task, item);
            try (Held held = lock().lock(task)) {
                return !isLinked(item) && link(task, item, memcg);
            }
        }
    }
}
