package kmemcg.design.percache.bugs;

import java.util.Set;
import kmemcg.design.HistoricalBug;
import kmemcg.design.Origin;
import kmemcg.design.caches.CacheArray;
import kmemcg.design.percache.PercacheDesign;
import kmemcg.machine.Invariant;
import kmemcg.machine.Machine;
import kmemcg.machine.Task;
import kmemcg.memcg.Geometry;
import org.jspecify.annotations.Nullable;

/**
 * The slots for a new cache's children are allocated, the cache then cannot be made, and the slots are forgotten.
 */
public final class CreateFailPathLeak extends PercacheDesign {
    public static final HistoricalBug ENTRY = new HistoricalBug(
            "create-fail-path-leak",
            "percache",
            Origin.verified(
                    "363a044f739b",
                    "memcg, slab: kmem_cache_create_memcg(): fix memleak on fail path",
                    "3.8 to 3.13",
                    2014),
            """
            T1 makes a cache; the second memory allocation in it fails.
            The first is never freed.""",
            Set.of(Invariant.REFERENCES),
            """
            design  percache
            world   C < root, cpus 1
            T1      cpu0: fault 2 ; create_cache dentry 4096 account
            """,
            false,
            CreateFailPathLeak::new);

    public CreateFailPathLeak(Machine machine, Geometry geometry) {
        super(machine, geometry);
    }

    @Override
    protected void freeUnusedParams(Task task, @Nullable CacheArray array) {}
}
