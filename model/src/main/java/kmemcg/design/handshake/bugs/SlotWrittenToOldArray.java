package kmemcg.design.handshake.bugs;

import java.util.Set;
import kmemcg.design.HistoricalBug;
import kmemcg.design.Origin;
import kmemcg.design.caches.CacheMemcg;
import kmemcg.design.caches.MemcgCache;
import kmemcg.design.handshake.HandshakeDesign;
import kmemcg.machine.Held;
import kmemcg.machine.Invariant;
import kmemcg.machine.Machine;
import kmemcg.machine.Task;
import kmemcg.memcg.Geometry;
import org.jspecify.annotations.Nullable;

/**
 * A new cache is made under {@code slab_mutex}, and put into its slot without it: the mutex that keeps creations apart does not keep arrays
 * from growing. The cure does all under {@code slab_mutex}.
 *
 * <p>The old array is still there, as it is not freed under readers here; in 3.13 it was.
 */
public final class SlotWrittenToOldArray extends HandshakeDesign {
    public static final HistoricalBug ENTRY = new HistoricalBug(
            "slot-written-to-old-array",
            "dead-handshake",
            Origin.verified(
                    "2edefe1155b3",
                    "memcg, slab: fix races in per-memcg cache creation/destruction",
                    "3.8 to 3.13",
                    2014),
            """
            The work item of T1's allocation has made C's cache, and has found the slot for it.
            T2 makes a group whose id does not fit: a larger array gets a copy of all slots, and C's is empty.
            The work item fills the slot in the old array: no lookup ever finds the cache.""",
            Set.of(Invariant.CACHE_REGISTRY),
            """
            design  dead-handshake
            world   P < root, C < P, cache dentry 4096 account, cpus 2
            T1      cpu0 in C: o = alloc dentry
            T2      cpu1:      mkdir D P
            """,
            false,
            SlotWrittenToOldArray::new);

    public SlotWrittenToOldArray(Machine machine, Geometry geometry) {
        super(machine, geometry);
    }

    @Override
    protected void memcgCreateKmemCache(Task task, CacheMemcg memcg, MemcgCache root) {
        MemcgCache child = createLinked(task, memcg, root);
        if (child != null) {
            fillSlot(task, child, memcg, root);
            listForGroup(task, child, memcg);
        }
    }

    private static void fillSlot(Task task, MemcgCache child, CacheMemcg memcg, MemcgCache root) {
        try (Held section = task.rcuReadLock()) {
            slot(root.memcgCaches().rcuDereference(), memcg.kmemcgId().readOnce())
                    .rcuAssign(child);
        }
    }

    private @Nullable MemcgCache createLinked(Task task, CacheMemcg memcg, MemcgCache root) {
        try (Held held = caches().lock(task)) {
            MemcgCache child = slotToFill(memcg, root) == null ? null : createChild(task, memcg, root);
            if (child != null) {
                linkMemcgCache(task, child, memcg);
            }
            return child;
        }
    }
}
