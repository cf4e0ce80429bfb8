package kmemcg.memcg;

import kmemcg.machine.Machine;
import kmemcg.machine.Task;
import org.jspecify.annotations.Nullable;

/**
 * Charging pages: stock first, then a whole batch, then exactly what is asked; and at a limit reclaim, drain, retry. Source:
 * Linux 6.1 {@code mm/memcontrol.c}, {@code try_charge_memcg}, {@code memory_max_write}.
 *
 * <p>Deviation: no OOM killer, no {@code memory.high}; a charge that cannot be had fails.
 */
public abstract class TryCharge extends PageStocks {
    protected TryCharge(Machine machine, Geometry geometry) {
        super(machine, geometry);
    }

    /** {@code try_to_free_mem_cgroup_pages}: frees what can be freed in a subtree; how many objects. */
    protected abstract int reclaim(Task task, MemCgroup subtree);

    /** {@code try_charge_memcg}: the caller holds a css reference; false if the limit does not allow it. */
    protected boolean tryChargeMemcg(Task task, MemCgroup memcg, long pages, Gfp gfp) {
        MemCgroup full = chargeBatch(task, memcg, pages);
        if (full == null || (gfp != Gfp.ATOMIC && chargeWithReclaim(task, memcg, pages, full))) {
            return true;
        }
        if (gfp == Gfp.NOFAIL) {
            memcg.memory().charge(pages);
            return true;
        }
        return false;
    }

    /** From the stock, or a whole batch whose rest goes into the stock, or exactly what is asked; null, or who is full. */
    private @Nullable MemCgroup chargeBatch(Task task, MemCgroup memcg, long pages) {
        if (consumeStock(task, memcg, pages)) {
            return null;
        }
        long batch = Math.max(geometry.chargeBatch(), pages);
        PageCounter full = memcg.memory().tryCharge(task, batch);
        if (full == null) {
            if (batch > pages) {
                refillStock(task, memcg, batch - pages);
            }
            return null;
        }
        return batch > pages ? chargeExactly(task, memcg, pages) : memcg.levelOf(full);
    }

    private @Nullable MemCgroup chargeExactly(Task task, MemCgroup memcg, long pages) {
        if (consumeStock(task, memcg, pages)) {
            return null;
        }
        PageCounter full = memcg.memory().tryCharge(task, pages);
        return full == null ? null : memcg.levelOf(full);
    }

    private boolean chargeWithReclaim(Task task, MemCgroup memcg, long pages, MemCgroup over) {
        boolean drained = false;
        int retries = geometry.reclaimRetries();
        for (MemCgroup full = over; full != null; full = chargeExactly(task, memcg, pages)) {
            reclaim(task, full);
            if (full.memory().margin() >= pages) {
                continue;
            }
            if (!drained) {
                drainAllStock(task, full);
                drained = true;
            } else if (retries-- == 0) {
                return false;
            }
        }
        return true;
    }

    /** {@code memory.max}: the limit counts at once; then drains and reclaims; whether usage came below. */
    public boolean setLimit(Task task, MemCgroup memcg, long pages) {
        memcg.memory().setMax(pages);
        boolean drained = false;
        int retries = geometry.reclaimRetries();
        while (memcg.memory().read() > pages) {
            if (!drained) {
                drainAllStock(task, memcg);
                drained = true;
            } else if (retries-- > 0) {
                reclaim(task, memcg);
            } else {
                return false;
            }
        }
        return true;
    }
}
