package kmemcg.design.naturalized;

import java.util.List;
import kmemcg.lru.Lruvec;
import kmemcg.lru.PageCgroup;
import kmemcg.lru.UserPage;
import kmemcg.machine.Held;
import kmemcg.machine.Machine;
import kmemcg.machine.Task;
import kmemcg.memcg.Geometry;
import kmemcg.memcg.MemCgroup;
import org.jspecify.annotations.Nullable;
import org.pcollections.PVector;

/**
 * What offline does: every page of the group becomes the parent's. Source: Linux 3.13 {@code mm/memcontrol.c},
 * {@code mem_cgroup_reparent_charges}, {@code mem_cgroup_move_parent}.
 *
 * <p>Counters are hierarchical, so moving a charge up is to cancel it at the group alone.
 *
 * <p>Deviation: the kernel looks whether the list is empty first, and then whether usage is zero. Between the two a page can be put
 * back on the list and uncharged; it is on the list of a removed group then. Here usage is read first, and the list, under its
 * lock, afterwards. All pages are isolated in one section, each with a reference from the moment it is found: the kernel's
 * {@code struct page} never ends, this one does.
 */
abstract class PageReparenting extends PageReclaim {
    PageReparenting(Machine machine, Geometry geometry) {
        super(machine, geometry);
    }

    @Override
    protected void cssOffline(Task task, MemCgroup memcg) {
        MemCgroup parent = memcg.parent();
        if (parent != null) {
            reparentCharges(task, memcg, parent);
        }
    }

    /** {@code mem_cgroup_reparent_charges}: until nothing is charged and nothing is listed. */
    protected void reparentCharges(Task task, MemCgroup memcg, MemCgroup parent) {
        PVector<UserPage> left = null;
        boolean isUncharged;
        do {
            isUncharged = awaitChange(task, memcg, left);
            left = forceEmptyList(task, memcg, parent);
        } while (!isUncharged || !left.isEmpty());
    }

    /** Waits until another pass over the list is worth while: whether nothing is charged any more. */
    private static boolean awaitChange(Task task, MemCgroup memcg, @Nullable PVector<UserPage> left) {
        Lruvec lruvec = LruMemcg.of(memcg).lruvec();
        return task.<Boolean>retry(() -> {
            boolean isUncharged = memcg.memory().read() == 0;
            boolean isDone = isUncharged && (left == null || left.isEmpty());
            return (isDone || !lruvec.pages().equals(left)) ? isUncharged : null;
        });
    }

    /** {@code mem_cgroup_force_empty_list}: what is left on the list, which somebody else is about to take off it. */
    private PVector<UserPage> forceEmptyList(Task task, MemCgroup memcg, MemCgroup parent) {
        Lruvec lruvec = LruMemcg.of(memcg).lruvec();
        List<UserPage> isolated;
        PVector<UserPage> left;
        try (Held held = lockLru(task)) {
            isolated = isolatePages(task, lruvec, Long.MAX_VALUE);
            left = lruvec.pages();
        }
        isolated.forEach(page -> moveParent(task, page, memcg, parent));
        return left;
    }

    /** {@code mem_cgroup_move_parent}: of an isolated page, which then is put back. */
    private void moveParent(Task task, UserPage page, MemCgroup child, MemCgroup parent) {
        if (moveAccount(task, page, child, parent)) {
            child.memory().cancel(task, 1);
        }
        putbackPages(task, List.of(page));
    }

    /** {@code mem_cgroup_move_account}: false if the page is not charged to that group any more. */
    protected boolean moveAccount(Task task, UserPage page, MemCgroup from, MemCgroup to) {
        try (Held held = page.cgroup().lock().lock(task)) {
            return isChargedTo(page.cgroup(), from) && rename(page.cgroup(), to);
        }
    }

    /** Whether a page is charged to this very group. */
    protected static boolean isChargedTo(PageCgroup pc, MemCgroup memcg) {
        return pc.isUsed() && pc.memcg().readOnce() == memcg;
    }

    /** Lets another group pay for a page; true. */
    protected static boolean rename(PageCgroup pc, MemCgroup payer) {
        pc.memcg().writeOnce(payer);
        return true;
    }
}
