package kmemcg.design.caches;

import java.util.Objects;
import kmemcg.machine.Machine;
import kmemcg.machine.Rcu;
import kmemcg.machine.Task;
import kmemcg.memcg.CgroupCore;
import kmemcg.memcg.Geometry;
import kmemcg.memcg.Gfp;
import kmemcg.memcg.MemCgroup;
import kmemcg.slab.PageHooks;
import kmemcg.slab.Slab;
import kmemcg.slab.SlabPages;
import org.jspecify.annotations.Nullable;

/**
 * Charging slab pages. Source: Linux 4.9 {@code mm/slab.h}, {@code memcg_charge_slab}; {@code mm/memcontrol.c}, {@code try_charge},
 * {@code memcg_kmem_uncharge}.
 *
 * <p>Deviation: no page stocks, one counter for memory and kernel memory; and a charge that meets a limit fails at once, without reclaim.
 */
abstract class CachePages extends CgroupCore {
    private final Rcu sched;
    private final SlabPages pages;

    /** @param sched the RCU flavour whose grace periods wait for sections with preemption off */
    CachePages(Machine machine, Geometry geometry, Rcu sched) {
        super(machine, geometry);
        this.sched = sched;
        this.pages = new KeptPages(machine, geometry.pageSize(), new Charges(), sched);
    }

    /** Waits for, or calls back after, sections with preemption off. */
    protected final Rcu sched() {
        return sched;
    }

    /** The pages of all caches. */
    protected final SlabPages pages() {
        return pages;
    }

    @Override
    protected @Nullable MemCgroup cssAlloc(Task task, String name, @Nullable MemCgroup parent) {
        return task.tryAllocate(name, birth -> new CacheMemcg(machine, task, birth, parent, this));
    }

    /** {@code try_charge}: false if the limit does not allow it. */
    protected boolean tryCharge(Task task, MemCgroup memcg, long number, Gfp gfp) {
        if (memcg.memory().tryCharge(task, number) == null) {
            return true;
        }
        if (gfp == Gfp.NOFAIL) {
            memcg.memory().charge(number);
            return true;
        }
        return false;
    }

    /** {@code memcg_charge_slab}: false if the limit does not allow it; the pages of root caches are not charged. */
    protected boolean memcgChargeSlab(Task task, Slab slab, Gfp gfp) {
        MemCgroup memcg = MemcgCache.of(slab.cache()).memcg().readOnce();
        if (memcg == null) {
            return true;
        }
        if (!tryCharge(task, memcg, slab.pages(), gfp)) {
            return false;
        }
        memcg.css().get(task);
        slab.memcgData().writePlain(memcg);
        return true;
    }

    /** {@code memcg_uncharge_slab}: the page knows whom it is charged to, and holds a css reference on that. */
    protected void memcgUnchargeSlab(Task task, Slab slab) {
        if (MemcgCache.of(slab.cache()).memcg().readOnce() == null) {
            return;
        }
        MemCgroup memcg = Objects.requireNonNull((MemCgroup) slab.memcgData().readPlain());
        memcg.memory().uncharge(task, slab.pages());
        slab.memcgData().writePlain(null);
        memcg.css().put(task);
    }

    /** {@code memory.max}: the limit counts at once; whether usage is below it. */
    public boolean setLimit(Task task, MemCgroup memcg, long number) {
        memcg.memory().setMax(number);
        return memcg.memory().read() <= number;
    }

    private final class Charges implements PageHooks {
        @Override
        public boolean charge(Task task, Slab slab, Gfp gfp) {
            return memcgChargeSlab(task, slab, gfp);
        }

        @Override
        public void release(Task task, Slab slab) {
            memcgUnchargeSlab(task, slab);
        }
    }
}
