package kmemcg.design.scalable.bugs;

import java.util.Set;
import kmemcg.design.HistoricalBug;
import kmemcg.design.Origin;
import kmemcg.design.caches.MemcgCache;
import kmemcg.design.scalable.ScalableDesign;
import kmemcg.machine.Held;
import kmemcg.machine.Invariant;
import kmemcg.machine.Machine;
import kmemcg.machine.Task;
import kmemcg.memcg.Geometry;

/**
 * A root cache is marked as dying before anybody looks whether it has other users. If it has, it lives on, and nothing is created or
 * deactivated for its children any more.
 */
public final class DyingSetThoughStillShared extends ScalableDesign {
    public static final HistoricalBug ENTRY = new HistoricalBug(
            "dying-set-though-still-shared",
            "scalable",
            Origin.verified(
                    "d38a2b7a9c93",
                    "mm: memcg/slab: fix memory leak at non-root kmem_cache destroy",
                    "4.18 to 5.7.10",
                    2020),
            """
            dentry and inode are one cache.
            T1 destroys dentry; inode stays in use.
            C is removed, and its cache not deactivated: an empty page keeps C for ever.""",
            Set.of(Invariant.REFERENCES, Invariant.CACHE_REGISTRY),
            """
            design  scalable
            world   C < root, cache dentry 4096 account, cache inode 4096 account, cpus 1
            before  cpu0 in C: w = alloc dentry ; settle ; o = alloc dentry ; free o ; attach root
            T1      cpu0:      destroy_cache dentry ; rmdir C
            """,
            false,
            DyingSetThoughStillShared::new);

    public DyingSetThoughStillShared(Machine machine, Geometry geometry) {
        super(machine, geometry);
    }

    @Override
    protected boolean dropLastUser(Task task, MemcgCache root) {
        try (Held held = caches().lock(task)) {
            setDying(task, root, 1);
            return caches().dropUser(root) == 0;
        }
    }
}
