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
import kmemcg.machine.WorkQueue;
import kmemcg.memcg.Geometry;

/**
 * Creating a cache gives {@code slab_mutex} back while it makes the cache's files in sysfs. Whether the group has such a cache was looked at
 * before, and the new one is put into the slot afterwards. The cure keeps the mutex.
 *
 * <p>In 3.14 a mutex that protected no more than a buffer for names kept creations apart, too; here nothing does.
 */
public final class CacheCreatedTwice extends HandshakeDesign {
    public static final HistoricalBug ENTRY = new HistoricalBug(
            "cache-created-twice",
            "dead-handshake",
            Origin.verified(
                    "421af243b1a5",
                    "slub: do not drop slab_mutex for sysfs_slab_add",
                    "until 3.14; hidden by a mutex around a buffer for names; mechanism from memory",
                    2014),
            """
            T1 and T2 allocate in C, which has no cache yet: each queues a creation.
            Both work items find the slot empty, and each makes a cache.
            The second takes the first one's place, which no lookup finds any more.""",
            Set.of(Invariant.CACHE_REGISTRY, Invariant.REFERENCES),
            """
            design  dead-handshake
            world   C < root, cache dentry 4096 account, cpus 2
            T1      cpu0 in C: o = alloc dentry
            T2      cpu1 in C: p = alloc dentry
            """,
            false,
            CacheCreatedTwice::new);

    public CacheCreatedTwice(Machine machine, Geometry geometry) {
        super(machine, geometry);
    }

    /** {@code schedule_work}: more than one at a time. */
    @Override
    protected WorkQueue newCacheQueue() {
        return machine.workQueue("events", machine.cpus());
    }

    @Override
    protected void memcgCreateKmemCache(Task task, CacheMemcg memcg, MemcgCache root) {
        MemcgCache child = isMissing(task, memcg, root) ? createChild(task, memcg, root) : null;
        if (child != null) {
            register(task, child, memcg);
        }
    }

    private boolean isMissing(Task task, CacheMemcg memcg, MemcgCache root) {
        try (Held held = caches().lock(task)) {
            return slotToFill(memcg, root) != null;
        }
    }

    private void register(Task task, MemcgCache child, CacheMemcg memcg) {
        try (Held held = caches().lock(task)) {
            publish(task, child, memcg, slotOf(memcg, child.rootCache()));
        }
    }
}
