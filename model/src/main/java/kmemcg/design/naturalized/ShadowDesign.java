package kmemcg.design.naturalized;

import java.util.Comparator;
import kmemcg.lru.Lruvec;
import kmemcg.lru.PageCgroup;
import kmemcg.lru.UserPage;
import kmemcg.machine.Held;
import kmemcg.machine.Machine;
import kmemcg.machine.Task;
import kmemcg.machine.Word;
import kmemcg.memcg.Descendants;
import kmemcg.memcg.Geometry;
import kmemcg.memcg.MemCgroup;
import org.jspecify.annotations.Nullable;

/**
 * Two lists for each page, as until Linux 3.2: that of the zone, through {@code struct page}, and that of its group, through
 * {@code struct page_cgroup} that shadows it, at 16 bytes a page. Global reclaim knows the first only, limit reclaim the second.
 *
 * <p>Both change under {@code zone->lru_lock}, but whether a page belongs on a group's list is decided by {@code pc->mem_cgroup} and USED,
 * which change under the page_cgroup's lock: whoever links a page and whoever charges it must each look what the other has done.
 *
 * <p>Deviation: in 3.2 the group is emptied in {@code pre_destroy}, before it is killed, and rmdir fails if it fills again meanwhile;
 * here it is killed first, as since 3.8.
 */
public class ShadowDesign extends UserPageDesign {
    private final Lruvec zone;

    /** A booted system: a root group, and no page. */
    public ShadowDesign(Machine machine, Geometry geometry) {
        super(machine, geometry);
        this.zone = new Lruvec(machine, "zone.lru");
    }

    @Override
    protected void addPageToLruList(Task task, UserPage page) {
        page.setLru(true);
        zone.add(page);
        addLruList(task, page);
    }

    @Override
    protected void delPageFromLruList(Task task, UserPage page) {
        page.setLru(false);
        zone.del(task, page);
        delLruList(task, page);
    }

    /** {@code mem_cgroup_add_lru_list}: a page that is not charged is on no group's list; whoever charges it will see to that. */
    private void addLruList(Task task, UserPage page) {
        fenceBeforeLooking(task);
        PageCgroup pc = page.cgroup();
        if (!pc.isUsed()) {
            return;
        }
        task.smpRmb();
        Lruvec list = listOf(page);
        pc.setAcctLru();
        if (list != null) {
            list.add(page);
        }
    }

    /** {@code mem_cgroup_del_lru_list}: whether it is linked is told by ACCT_LRU alone, since it may be uncharged by now. */
    private void delLruList(Task task, UserPage page) {
        if (page.cgroup().testClearAcctLru()) {
            Lruvec list = listOf(page);
            if (list != null) {
                list.del(task, page);
            }
        }
    }

    /** The list of the group that the page names; the root has none, as the zone's serves. */
    private @Nullable Lruvec listOf(UserPage page) {
        MemCgroup memcg = page.cgroup().memcg().readOnce();
        if (memcg == null) {
            throw new NullPointerException(page + " names no group");
        }
        return memcg == root() ? null : LruMemcg.of(memcg).lruvec();
    }

    /** {@code smp_mb}: what this side has done is visible before it looks what the other has done. */
    protected void fenceBeforeLooking(Task task) {
        task.smpMb();
    }

    @Override
    protected void commitChargeLrucare(Task task, UserPage page, MemCgroup payer) {
        lruDelBeforeCommit(task, page);
        commitCharge(task, page, payer);
        lruAddAfterCommit(task, page);
    }

    /** {@code mem_cgroup_lru_del_before_commit}: forgets the list of the group that paid last. */
    private void lruDelBeforeCommit(Task task, UserPage page) {
        if (page.isLru()) {
            try (Held held = lockLru(task)) {
                if (!page.cgroup().isUsed()) {
                    delLruList(task, page);
                }
            }
        }
    }

    /** {@code mem_cgroup_lru_add_after_commit}: whoever put the page on the zone's list meanwhile may have found it uncharged. */
    private void lruAddAfterCommit(Task task, UserPage page) {
        fenceBeforeLooking(task);
        if (page.isLru()) {
            try (Held held = lockLru(task)) {
                if (page.isLru() && !page.cgroup().isAcctLru()) {
                    addLruList(task, page);
                }
            }
        }
    }

    /** {@code try_to_free_pages} ignores groups; {@code mem_cgroup_hierarchical_reclaim} takes one after the other. */
    @Override
    public int reclaim(Task task, MemCgroup subtree, long wanted) {
        return subtree.isRoot() ? shrinkList(task, zone, wanted) : hierarchicalReclaim(task, subtree, wanted);
    }

    /** {@code mem_cgroup_hierarchical_reclaim}: until enough is freed, or the subtree's own group is met a second time. */
    private int hierarchicalReclaim(Task task, MemCgroup subtree, long wanted) {
        int freed = 0;
        int rounds = 0;
        while (rounds < 2 && freed < wanted) {
            MemCgroup victim = selectVictim(task, subtree);
            rounds += victim == subtree ? 1 : 0;
            if (rounds < 2) {
                freed += shrinkList(task, LruMemcg.of(victim).lruvec(), wanted - freed);
            }
            victim.css().put(task);
        }
        return freed;
    }

    /** {@code mem_cgroup_select_victim}: pinned, the group with the next id, whether or not the last one is still there. */
    private static MemCgroup selectVictim(Task task, MemCgroup subtree) {
        Word last = LruMemcg.of(subtree).lastScannedChild();
        MemCgroup victim;
        do {
            LruMemcg found;
            try (Held section = task.rcuReadLock()) {
                found = nextById(subtree, last.readOnce());
                victim = found != null && found.css().tryGet(task) ? found : null;
            }
            last.writeOnce(found == null ? 0 : found.id());
        } while (victim == null);
        return victim;
    }

    /** {@code css_get_next}; inside a read-side section. The subtree's own group has the lowest id of all. */
    private static @Nullable LruMemcg nextById(MemCgroup subtree, long last) {
        return Descendants.all(subtree).stream()
                .map(LruMemcg::of)
                .filter(memcg -> memcg.id() > last)
                .min(Comparator.comparingLong(LruMemcg::id))
                .orElse(null);
    }

    /** The zone's list, for validators. */
    public final Lruvec zone() {
        return zone;
    }
}
