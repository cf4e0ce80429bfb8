package kmemcg.design.handshake.bugs;

import java.util.Set;
import kmemcg.design.HistoricalBug;
import kmemcg.design.Origin;
import kmemcg.design.caches.CacheMemcg;
import kmemcg.design.caches.MemcgCache;
import kmemcg.design.handshake.HandshakeDesign;
import kmemcg.machine.Invariant;
import kmemcg.machine.Machine;
import kmemcg.machine.Ref;
import kmemcg.machine.Task;
import kmemcg.memcg.Geometry;

/**
 * A new cache is put on its group's list before it is put into the slot by which the list's readers find it. The cure turns the two round.
 */
public final class CacheOnListBeforeSlot extends HandshakeDesign {
    public static final HistoricalBug ENTRY = new HistoricalBug(
            "cache-on-list-before-slot",
            "dead-handshake",
            Origin.verified(
                    "96403da24444",
                    "memcg: fix possible NULL deref while traversing memcg_slab_caches list",
                    "3.8 to 3.13",
                    2014),
            """
            The work item of T1's allocation makes C's cache and puts it on C's list.
            T2 reads the list of C: the slot is empty yet, and it follows a null pointer.""",
            Set.of(Invariant.CACHE_REGISTRY),
            """
            design  dead-handshake
            world   C < root, cache dentry 4096 account, cpus 2
            T1      cpu0 in C: o = alloc dentry
            T2      cpu1 in C: slabinfo
            """,
            false,
            CacheOnListBeforeSlot::new);

    public CacheOnListBeforeSlot(Machine machine, Geometry geometry) {
        super(machine, geometry);
    }

    @Override
    protected void publish(Task task, MemcgCache child, CacheMemcg memcg, Ref<MemcgCache> slot) {
        linkMemcgCache(task, child, memcg);
        listForGroup(task, child, memcg);
        slot.rcuAssign(child);
    }
}
