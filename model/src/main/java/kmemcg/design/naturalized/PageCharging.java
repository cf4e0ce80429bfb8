package kmemcg.design.naturalized;

import kmemcg.lru.PageCgroup;
import kmemcg.lru.UserPage;
import kmemcg.machine.Held;
import kmemcg.machine.Machine;
import kmemcg.machine.SpinLock;
import kmemcg.machine.Task;
import kmemcg.machine.Word;
import kmemcg.memcg.CgroupCore;
import kmemcg.memcg.Geometry;
import kmemcg.memcg.MemCgroup;
import kmemcg.memcg.PageCounter;
import kmemcg.memcg.Process;
import org.jspecify.annotations.Nullable;

/**
 * Charging pages of processes to groups. Source: Linux 3.2 and 3.4 {@code mm/memcontrol.c}, from {@code __mem_cgroup_try_charge} to
 * {@code __mem_cgroup_uncharge_common}.
 *
 * <p>A charged page holds no css reference. What keeps its group is that offline does not end while anything is charged to it; so
 * no charge may come after offline has begun, and whether the group is dying is asked in the same read-side section as it is
 * charged. That is the cure proposed for 96f1c58d8534 in February 2014; the kernel moves pages once more in {@code css_free}.
 *
 * <p>Deviations: page_counters (3.19) instead of res_counters, no per-CPU stocks, the root is charged like any other group. A
 * process whose group is dying can only be an exiting one, and its charges go to the root ({@code bypass}).
 */
abstract class PageCharging extends CgroupCore {
    private final SpinLock lruLock;
    private final Word lastId;

    PageCharging(Machine machine, Geometry geometry) {
        super(machine, geometry);
        this.lruLock = machine.spinLock("zone.lru_lock");
        this.lastId = machine.word("css_id.last", 0);
    }

    /** The root group. */
    public abstract MemCgroup root();

    /** {@code add_page_to_lru_list}, under {@code zone->lru_lock}. */
    protected abstract void addPageToLruList(Task task, UserPage page);

    /** {@code del_page_from_lru_list}, under {@code zone->lru_lock}. */
    protected abstract void delPageFromLruList(Task task, UserPage page);

    /** {@code __mem_cgroup_commit_charge} of a page that may be on a list as somebody else's or nobody's ({@code lrucare}). */
    protected abstract void commitChargeLrucare(Task task, UserPage page, MemCgroup payer);

    /** {@code try_to_free_mem_cgroup_pages}: frees pages of a subtree, which the caller has pinned; how many. */
    public abstract int reclaim(Task task, MemCgroup subtree, long wanted);

    @Override
    protected @Nullable MemCgroup cssAlloc(Task task, String name, @Nullable MemCgroup parent) {
        long id = lastId.addReturnRelaxed(1);
        return task.tryAllocate(name, birth -> new LruMemcg(machine, task, birth, parent, this, id));
    }

    @Override
    protected boolean cssOnline(Task task, MemCgroup memcg) {
        return true;
    }

    @Override
    protected void cssFree(Task task, MemCgroup memcg) {
        task.free(memcg);
    }

    /** {@code zone->lru_lock}: of all lists of the one zone, whosever they are. */
    protected final Held lockLru(Task task) {
        return lruLock.lock(task);
    }

    /** {@code __mem_cgroup_try_charge}: charges a page to the process's group; null if a limit does not allow it. */
    protected final @Nullable MemCgroup tryCharge(Task task, Process process) {
        for (int retries = geometry.reclaimRetries(); ; retries--) {
            Charge charge = chargeOnce(task, process);
            MemCgroup full = charge.full();
            if (full == null) {
                return charge.payer();
            }
            if (retries > 0) {
                reclaim(task, full, 1);
            }
            full.css().put(task);
            if (retries <= 0) {
                return null;
            }
        }
    }

    /**
     * A charge that was tried.
     *
     * @param payer who was to pay
     * @param full who is at its limit, pinned; null if the charge was made
     */
    protected record Charge(MemCgroup payer, @Nullable MemCgroup full) {}

    /** The group is found, asked whether it is online, and charged, all in one read-side section. */
    protected Charge chargeOnce(Task task, Process process) {
        try (Held section = task.rcuReadLock()) {
            return charge(task, payerOf(process));
        }
    }

    /** {@code mem_cgroup_from_task}, and the root for an exiting process whose group is dying; good inside a read-side section. */
    protected final MemCgroup payerOf(Process process) {
        MemCgroup memcg = process.memcg();
        return memcg.css().isDying() ? root() : memcg;
    }

    /** {@code mem_cgroup_do_charge}; inside a read-side section, or with the group pinned. */
    protected final Charge charge(Task task, MemCgroup payer) {
        PageCounter full = payer.memory().tryCharge(task, 1);
        if (full == null) {
            return new Charge(payer, null);
        }
        MemCgroup over = payer.levelOf(full);
        over.css().get(task);
        return new Charge(payer, over);
    }

    /** {@code __mem_cgroup_commit_charge}: from here on the page says who pays. */
    protected final void commitCharge(Task task, UserPage page, MemCgroup payer) {
        try (Held held = page.cgroup().lock().lock(task)) {
            page.cgroup().commit(task, payer);
        }
    }

    /** {@code __mem_cgroup_uncharge_common}: the page still names the group, since it may be on the group's list. */
    protected void uncharge(Task task, UserPage page) {
        PageCgroup pc = page.cgroup();
        MemCgroup payer;
        try (Held held = pc.lock().lock(task)) {
            if (!pc.isUsed()) {
                return;
            }
            payer = pc.memcg().readOnce();
            pc.clearUsed();
        }
        if (payer == null) {
            throw new NullPointerException(page + " is charged to nobody");
        }
        payer.memory().uncharge(task, 1);
    }

    /** {@code lru_cache_add}. Deviation: no per-CPU batch of pages to be added. */
    protected final void lruCacheAdd(Task task, UserPage page) {
        try (Held held = lockLru(task)) {
            addPageToLruList(task, page);
        }
    }

    /** {@code put_page}: the last one takes the page off its list and frees it. */
    protected final void putPage(Task task, UserPage page) {
        if (!page.putTestZero()) {
            return;
        }
        if (page.isLru()) {
            try (Held held = lockLru(task)) {
                delPageFromLruList(task, page);
            }
        }
        task.free(page);
    }
}
