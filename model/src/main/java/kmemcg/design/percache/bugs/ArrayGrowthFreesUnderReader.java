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

/**
 * A group that needs a larger array of caches frees the old one at once, while a lookup may be reading it. The cure frees it after a
 * grace period.
 */
public final class ArrayGrowthFreesUnderReader extends PercacheDesign {
    public static final HistoricalBug ENTRY = new HistoricalBug(
            "array-growth-frees-under-reader",
            "percache",
            Origin.verified(
                    "f8570263ee16", "memcg, slab: RCU protect memcg_params for root caches", "3.8 to 3.13", 2014),
            """
            T1 allocates in C and has read the pointer to the array.
            T2 makes a group whose id does not fit: it publishes a larger array and frees the old one.
            T1 reads its slot in freed memory.""",
            Set.of(Invariant.NO_ACCESS_AFTER_FREE),
            """
            design  percache
            world   P < root, C < P, cache dentry 4096 account, cpus 2
            T1      cpu0 in C: o = alloc dentry
            T2      cpu1:      mkdir D P
            """,
            false,
            ArrayGrowthFreesUnderReader::new);

    public ArrayGrowthFreesUnderReader(Machine machine, Geometry geometry) {
        super(machine, geometry);
    }

    @Override
    protected void freeOldArray(Task task, CacheArray old) {
        task.free(old);
    }
}
