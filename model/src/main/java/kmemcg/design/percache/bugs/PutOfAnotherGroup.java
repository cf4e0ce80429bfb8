package kmemcg.design.percache.bugs;

import java.util.Set;
import kmemcg.design.HistoricalBug;
import kmemcg.design.Origin;
import kmemcg.design.caches.ChosenCache;
import kmemcg.design.percache.PercacheDesign;
import kmemcg.machine.Invariant;
import kmemcg.machine.Machine;
import kmemcg.machine.Task;
import kmemcg.memcg.Geometry;
import kmemcg.memcg.MemCgroup;

/**
 * After an allocation the group of the cache is put, which need not be the group that was pinned before: if that goes offline in between,
 * its id has become its parent's.
 *
 * <p>Derived from the code of 4.0 to 5.2; nobody is known to have met it. The rework of 5.3 pins caches instead of groups.
 */
public final class PutOfAnotherGroup extends PercacheDesign {
    public static final HistoricalBug ENTRY = new HistoricalBug(
            "put-of-another-group",
            "percache",
            new Origin(
                    "f0a3a24b532d",
                    "mm: memcg/slab: rework non-root kmem_cache lifecycle management",
                    "4.0 to 5.2, as the code reads; went with the rework",
                    2019,
                    Origin.Evidence.UNVERIFIED),
            """
            T1 allocates in C and has a reference on C.
            T2 takes C offline, whose id is P's from here on.
            T1 reads the id, gets P's cache, and puts P afterwards: C keeps a reference, P has lost one.""",
            Set.of(Invariant.REFERENCES, Invariant.NO_ACCESS_AFTER_FREE),
            """
            design  percache
            world   P < root, C < P, cache dentry 4096 account, cpus 2
            before  cpu0 in P: w = alloc dentry ; attach root
            T1      cpu0 in C: o = alloc dentry
            T2      cpu1:      rmdir C
            """,
            false,
            PutOfAnotherGroup::new);

    public PutOfAnotherGroup(Machine machine, Geometry geometry) {
        super(machine, geometry);
    }

    @Override
    protected void memcgKmemPutCache(Task task, ChosenCache chosen) {
        MemCgroup served = chosen.cache().memcg().readOnce();
        if (served != null) {
            served.css().put(task);
        }
    }
}
