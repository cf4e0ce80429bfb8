package kmemcg.design.handshake.bugs;

import java.util.List;
import java.util.Set;
import kmemcg.design.HistoricalBug;
import kmemcg.design.Origin;
import kmemcg.design.caches.CacheMemcg;
import kmemcg.design.caches.MemcgCache;
import kmemcg.design.handshake.DanglingDesign;
import kmemcg.machine.Held;
import kmemcg.machine.Invariant;
import kmemcg.machine.Machine;
import kmemcg.machine.Task;
import kmemcg.memcg.Geometry;

/**
 * Under memory pressure the caches of removed groups are walked, and the lock of their list is dropped around the shrinking of each:
 * what the walk holds a pointer to may be destroyed meanwhile.
 */
public final class V15DeadWalkDropsLock extends DanglingDesign {
    public static final HistoricalBug ENTRY = new HistoricalBug(
            "v15-dead-walk-drops-lock",
            "dangling",
            Origin.derived(
                    "Vladimir Davydov, 5 February 2014, 13/13",
                    "memcg: reap dead memcgs upon global memory pressure",
                    "never merged",
                    2014),
            """
            C is removed, and its cache kept an empty page.
            T1 walks the caches of C, finds it and drops the lock to shrink it.
            T2 destroys the cache with its root cache; T1 shrinks what is freed.""",
            Set.of(Invariant.NO_ACCESS_AFTER_FREE),
            """
            design  dangling
            world   C < root, cache dentry 4096 account, cpus 2
            before  cpu0 in C: w = alloc dentry ; settle ; o = alloc dentry ; attach root ; offline C ; settle ; free o ; free w
            T1      cpu0:      shrink root
            T2      cpu1:      destroy_cache dentry
            """,
            false,
            V15DeadWalkDropsLock::new);

    public V15DeadWalkDropsLock(Machine machine, Geometry geometry) {
        super(machine, geometry);
    }

    @Override
    protected void shrinkCaches(Task task, CacheMemcg dead) {
        for (MemcgCache child : listed(task, dead)) {
            pages().shrink(task, child);
        }
    }

    private List<MemcgCache> listed(Task task, CacheMemcg dead) {
        try (Held held = caches().lock(task)) {
            return shrinkable(dead);
        }
    }
}
