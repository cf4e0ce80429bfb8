package kmemcg.design.percache;

import java.util.ArrayList;
import java.util.List;
import kmemcg.design.caches.CacheMemcg;
import kmemcg.design.caches.ListedCachesDesign;
import kmemcg.design.caches.MemcgCache;
import kmemcg.lru.EveryGroup;
import kmemcg.lru.ShrinkerMaps;
import kmemcg.machine.Held;
import kmemcg.machine.Machine;
import kmemcg.machine.Task;
import kmemcg.memcg.Geometry;
import kmemcg.slab.KmemCache;

/**
 * A cache for each group and kind, whose pages pin the group until the last of them is gone: the design of Linux 4.0 to 4.10, as 4.9
 * has it. Source: {@code mm/slab_common.c}, {@code memcg_deactivate_kmem_caches}, {@code memcg_destroy_kmem_caches}.
 *
 * <p>At offline each cache is told to keep no empty page, and shrunk a grace period later; all that inside {@code slab_mutex} and under
 * {@code cgroup_mutex}. The group is freed when its last page is, and its caches with it.
 *
 * <p>Objects on lists pin the group as all others do; its lists are the parent's from offline on, so that they can be reclaimed.
 */
public class PercacheDesign extends ListedCachesDesign {
    public PercacheDesign(Machine machine, Geometry geometry) {
        super(machine, geometry, machine.rcu("rcu_sched"));
    }

    /** Bits that announce lists came with 4.19. */
    @Override
    protected ShrinkerMaps newShrinkerMaps() {
        return new EveryGroup(machine);
    }

    /** {@code __kmem_cache_shrink} with {@code deactivate}. */
    @Override
    protected void deactivate(Task task, MemcgCache child, CacheMemcg memcg) {
        child.cpuPartial().writeOnce(0);
        waitUntilKnobIsSeen(task);
        pages().shrink(task, child);
    }

    /** {@code synchronize_sched}: nobody acts on the old value of {@code cpu_partial} any more. */
    protected void waitUntilKnobIsSeen(Task task) {
        sched().synchronize(task);
    }

    /** Every page pinned the group, so there is none. All caches there are must be looked through. */
    @Override
    protected void memcgDestroyKmemCaches(Task task, CacheMemcg memcg) {
        List<MemcgCache> release = new ArrayList<>();
        try (Held held = caches().lock(task)) {
            for (KmemCache cache : caches().all()) {
                MemcgCache child = MemcgCache.of(cache);
                if (child.memcg().readOnce() == memcg) {
                    shutdownEmptyCache(task, child, release);
                }
            }
        }
        releaseCaches(task, release);
    }
}
