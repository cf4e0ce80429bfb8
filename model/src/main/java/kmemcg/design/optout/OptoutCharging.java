package kmemcg.design.optout;

import kmemcg.design.rfc.RfcDesign;
import kmemcg.machine.Held;
import kmemcg.machine.Machine;
import kmemcg.machine.Task;
import kmemcg.memcg.Geometry;
import kmemcg.memcg.Gfp;
import kmemcg.memcg.ResCounter;
import org.jspecify.annotations.Nullable;

/**
 * Who pays for the pages of a split cache: the group that the cache names at that moment. Charge and uncharge find and change the group's
 * counter in one read-side section, so once a grace period has passed since caches stopped naming a group, nobody touches its counter
 * any more. Source: Suleiman Souhlal, 27 February 2012, patches 2 and 7 of 10.
 *
 * <p>Deviations: nothing can be reclaimed, as there is no shrinker; and the task that meets the limit is the one that the OOM killer
 * chooses.
 */
abstract class OptoutCharging extends RfcDesign implements SplitPages.Charges {
    OptoutCharging(Machine machine, Geometry geometry) {
        super(machine, geometry);
    }

    /** {@code memcg_charge_kmem}. Nobody pays for a cache without a group. */
    @Override
    public boolean chargeSlab(Task task, SplitCache cache, long pages, Gfp gfp) {
        try (Held section = task.rcuReadLock()) {
            OptoutMemcg memcg = cache.memcg().rcuDereference();
            return memcg == null || chargeKmem(task, memcg, pages, gfp);
        }
    }

    private boolean chargeKmem(Task task, OptoutMemcg memcg, long pages, Gfp gfp) {
        @Nullable ResCounter full = memcg.res().charge(task, pages);
        if (full == null) {
            return true;
        }
        if (gfp == Gfp.ATOMIC) {
            return false;
        }
        bypass(task, memcg, pages);
        return true;
    }

    /** {@code __mem_cgroup_try_charge}'s bypass for a task that is being killed: the pages are the group's, the charge is not. */
    protected void bypass(Task task, OptoutMemcg memcg, long pages) {
        memcg.bypassed().addReturn(pages);
    }

    /** {@code memcg_uncharge_kmem}. */
    @Override
    public void unchargeSlab(Task task, SplitCache cache, long pages) {
        try (Held section = task.rcuReadLock()) {
            OptoutMemcg memcg = cache.memcg().rcuDereference();
            if (memcg != null) {
                unchargeKmem(task, memcg, pages);
            }
        }
    }

    /** What was bypassed is taken off the balance first. */
    protected void unchargeKmem(Task task, OptoutMemcg memcg, long pages) {
        long paid = pages - takeBypassed(task, memcg, pages);
        if (paid > 0) {
            memcg.res().uncharge(task, paid);
        }
    }

    /** Takes so many pages off the balance, or as many as there are. */
    protected long takeBypassed(Task task, OptoutMemcg memcg, long pages) {
        return task.<Long>retry(() -> {
            long balance = memcg.bypassed().readOnce();
            long taken = Math.min(balance, pages);
            return taken == 0 || memcg.bypassed().cmpxchg(balance, balance - taken) == balance ? taken : null;
        });
    }
}
