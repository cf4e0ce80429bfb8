package kmemcg.design.optout.bugs;

import java.util.Set;
import kmemcg.design.HistoricalBug;
import kmemcg.design.Origin;
import kmemcg.design.optout.OptoutDesign;
import kmemcg.design.optout.OptoutMemcg;
import kmemcg.machine.Invariant;
import kmemcg.machine.Machine;
import kmemcg.machine.Task;
import kmemcg.memcg.Geometry;

/**
 * A request to split a cache names a group and holds no reference on it. Offline drops the requests that are queued, but not the one that
 * the worker has just taken. The design that was merged had the same mistake, cured by "memcg: take reference before releasing
 * rcu_read_lock" (Li Zefan, 2013).
 */
public final class Rfc2QueuedCreateWithoutRef extends OptoutDesign {
    public static final HistoricalBug ENTRY = new HistoricalBug(
            "rfc2-queued-create-without-ref",
            "optout",
            Origin.derived("Suleiman Souhlal, 27 February 2012, 5/10", "memcg: Slab accounting", "proposed only", 2012),
            """
            T1, in C and not allowed to sleep, queues a request to split a cache for C, and leaves C.
            The worker takes the request off the queue.
            T2 removes C: it finds no request, and C is freed. The worker splits the cache for C.""",
            Set.of(Invariant.NO_ACCESS_AFTER_FREE),
            """
            design  optout
            world   C < root, cache dentry 192, cpus 2
            T1      cpu0 in C: o = alloc dentry atomic ; attach root
            T2      cpu1:      rmdir C
            """,
            false,
            Rfc2QueuedCreateWithoutRef::new);

    public Rfc2QueuedCreateWithoutRef(Machine machine, Geometry geometry) {
        super(machine, geometry);
    }

    @Override
    protected boolean pinRequested(Task task, OptoutMemcg memcg) {
        return true;
    }

    @Override
    protected void unpinRequested(Task task, OptoutMemcg memcg) {
        // there is nothing to put
    }
}
