package kmemcg.design.optout;

import kmemcg.machine.Held;
import kmemcg.machine.Machine;
import kmemcg.machine.Task;
import kmemcg.memcg.Geometry;
import kmemcg.memcg.MemCgroup;
import kmemcg.slab.KmemCache;
import org.jspecify.annotations.Nullable;

/**
 * The variant in which the parent inherits: a removed group's caches name the parent from then on, as the discussion of the proposal
 * wanted it (LWN, "Controlling memory use in containers", 2012). If the parent is the root, they name nobody, as before.
 *
 * <p>A group's caches are then not only those in its slots, so offline walks all caches. And a balance of bypassed charges could not go to
 * the parent in one step with the charges; so a killed task's charge is forced on the group, the cure that was merged in the end.
 */
public class OptoutParent extends OptoutDesign {
    public OptoutParent(Machine machine, Geometry geometry) {
        super(machine, geometry);
    }

    @Override
    protected void moveCaches(Task task, OptoutMemcg memcg) {
        OptoutMemcg heir = heirOf(memcg);
        try (Held held = caches().lock(task)) {
            for (KmemCache kmemCache : caches().all()) {
                SplitCache cache = (SplitCache) kmemCache;
                if (cache.memcg().readOnce() == memcg) {
                    cache.memcg().rcuAssign(heir);
                }
            }
        }
        emptySlots(task, memcg);
    }

    private static @Nullable OptoutMemcg heirOf(OptoutMemcg memcg) {
        MemCgroup parent = memcg.parent();
        return parent == null || parent.isRoot() ? null : OptoutMemcg.of(parent);
    }

    @Override
    protected void moveCharges(Task task, OptoutMemcg memcg) {
        OptoutMemcg heir = heirOf(memcg);
        memcg.res().unchargeAllUntil(task, heir == null ? null : heir.res());
    }

    @Override
    protected void bypass(Task task, OptoutMemcg memcg, long pages) {
        memcg.res().chargeNofail(task, pages);
    }
}
