package kmemcg.lru;

import kmemcg.machine.Birth;
import kmemcg.machine.Ref;
import kmemcg.machine.SpinLock;
import kmemcg.machine.Task;
import kmemcg.machine.Word;
import kmemcg.memcg.MemCgroup;
import org.jspecify.annotations.Nullable;

/**
 * {@code struct page_cgroup}: whom a page is charged to. Source: Linux 3.2 and 3.4 {@code include/linux/page_cgroup.h}.
 *
 * <p>Deviation: the kernel keeps an array of them beside that of the pages, so neither ever ends; here both live and die together.
 */
public final class PageCgroup {
    /** {@code PCG_USED}: the page is charged. */
    private static final long USED = 1;

    /** {@code PCG_ACCT_LRU}: it is linked on its group's list; until 3.2. */
    private static final long ACCT_LRU = 2;

    private final SpinLock lock;
    private final Word flags;
    private final Ref<MemCgroup> memcg;

    PageCgroup(Birth birth) {
        this.lock = birth.spinLock("page_cgroup.lock");
        this.flags = birth.word("pc.flags", 0);
        this.memcg = birth.ref("pc.mem_cgroup", null);
    }

    /** {@code PCG_LOCK}, a bit spin lock. */
    public SpinLock lock() {
        return lock;
    }

    /** {@code pc->mem_cgroup}: the group that pays; of a page that is not charged, the one that paid last. */
    public Ref<MemCgroup> memcg() {
        return memcg;
    }

    /** {@code PageCgroupUsed}. */
    public boolean isUsed() {
        return has(USED);
    }

    /** Of {@code __mem_cgroup_commit_charge}, under the lock: names who pays, and then that somebody does. */
    public void commit(Task task, MemCgroup payer) {
        memcg.writeOnce(payer);
        task.smpWmb();
        flags.orRelaxed(USED);
    }

    /** {@code ClearPageCgroupUsed}, under the lock; the group stays named. */
    public void clearUsed() {
        flags.andRelaxed(~USED);
    }

    /** {@code PageCgroupAcctLRU}. */
    public boolean isAcctLru() {
        return has(ACCT_LRU);
    }

    /** {@code SetPageCgroupAcctLRU}, under {@code zone->lru_lock}. */
    public void setAcctLru() {
        flags.orRelaxed(ACCT_LRU);
    }

    /** {@code TestClearPageCgroupAcctLRU}, under {@code zone->lru_lock}: whether it was set. */
    public boolean testClearAcctLru() {
        return (flags.fetchAnd(~ACCT_LRU) & ACCT_LRU) != 0;
    }

    private boolean has(long flag) {
        return (flags.readOnce() & flag) != 0;
    }

    /** Whether the page is charged, for validators. */
    public boolean peekUsed() {
        return (flags.peek() & USED) != 0;
    }

    /** Whether it is linked on its group's list, for validators. */
    public boolean peekAcctLru() {
        return (flags.peek() & ACCT_LRU) != 0;
    }

    /** The group that pays or paid last, for validators. */
    public @Nullable MemCgroup peekMemcg() {
        return memcg.peek();
    }
}
