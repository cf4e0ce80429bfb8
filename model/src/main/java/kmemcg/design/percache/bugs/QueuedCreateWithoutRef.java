package kmemcg.design.percache.bugs;

import java.util.Set;
import kmemcg.design.HistoricalBug;
import kmemcg.design.Origin;
import kmemcg.design.caches.CacheMemcg;
import kmemcg.design.percache.PercacheDesign;
import kmemcg.machine.Invariant;
import kmemcg.machine.Machine;
import kmemcg.machine.Task;
import kmemcg.memcg.Geometry;

/**
 * A cache is to be made for a group in a work item, and nothing keeps the group until that has run.
 */
public final class QueuedCreateWithoutRef extends PercacheDesign {
    public static final HistoricalBug ENTRY = new HistoricalBug(
            "queued-create-without-ref",
            "percache",
            new Origin(
                    "ca0dde97178e",
                    "memcg: take reference before releasing rcu_read_lock",
                    "3.8; also in the proposal of February 2012",
                    2013,
                    Origin.Evidence.UNVERIFIED),
            """
            T1 allocates in C, which queues the creation of C's cache, and leaves C.
            T2 removes C, which is freed.
            The work item looks at C.""",
            Set.of(Invariant.NO_ACCESS_AFTER_FREE),
            """
            design  percache
            world   C < root, cache dentry 4096 account, cpus 2
            T1      cpu0 in C: o = alloc dentry ; attach root
            T2      cpu1:      rmdir C
            """,
            false,
            QueuedCreateWithoutRef::new);

    public QueuedCreateWithoutRef(Machine machine, Geometry geometry) {
        super(machine, geometry);
    }

    @Override
    protected void pinForCreation(Task task, CacheMemcg memcg) {}

    @Override
    protected void unpinAfterCreation(Task worker, CacheMemcg memcg) {}
}
