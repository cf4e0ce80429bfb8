package kmemcg.design.reparent.bugs;

import java.util.Set;
import kmemcg.design.HistoricalBug;
import kmemcg.design.Origin;
import kmemcg.design.caches.MemcgCache;
import kmemcg.design.reparent.ReparentDesign;
import kmemcg.machine.Held;
import kmemcg.machine.Invariant;
import kmemcg.machine.Machine;
import kmemcg.machine.Task;
import kmemcg.memcg.Geometry;
import kmemcg.memcg.MemCgroup;

/**
 * A page of a cache whose group is being removed is charged to the parent, since the group cannot be pinned as an online one. Until
 * offline has turned the cache's pointer, the page is uncharged from the group, which had not been charged.
 *
 * <p>Derived from the code of 5.3 to 5.8; nobody is known to have met it.
 */
public final class ChargeClimbsBeforeReparent extends ReparentDesign {
    public static final HistoricalBug ENTRY = new HistoricalBug(
            "charge-climbs-before-reparent",
            "reparent",
            new Origin(
                    "10befea91b61",
                    "mm: memcg/slab: use a single set of kmem_caches for all allocations",
                    "5.3 to 5.8, as the code reads; went with these caches",
                    2020,
                    Origin.Evidence.UNVERIFIED),
            """
            T1 removes C.
            T2 allocates in C: the page is charged to the root, since C is not online.
            C's cache is told to keep no empty page. T2 frees the object, and the page is uncharged from C: below zero.
            C's cache comes to the root.""",
            Set.of(Invariant.BOUNDS, Invariant.CONSERVATION),
            """
            design  reparent
            world   C < root, cache dentry 4096 account, cpus 2
            before  cpu0 in C: w = alloc dentry ; attach root
            T1      cpu0:      rmdir C
            T2      cpu1 in C: o = alloc dentry ; free o
            """,
            false,
            ChargeClimbsBeforeReparent::new);

    public ChargeClimbsBeforeReparent(Machine machine, Geometry geometry) {
        super(machine, geometry);
    }

    @Override
    protected MemCgroup pinOwner(Task task, MemcgCache cache) {
        try (Held section = task.rcuReadLock()) {
            MemCgroup memcg = owner(cache);
            for (MemCgroup above = memcg.parent();
                    above != null && !memcg.css().tryGetOnline(task);
                    above = memcg.parent()) {
                memcg = above;
            }
            return memcg;
        }
    }
}
