package kmemcg.design.naturalized;

import kmemcg.lru.HierarchyWalk;
import kmemcg.lru.HierarchyWalk.Visit;
import kmemcg.lru.Lruvec;
import kmemcg.lru.PageCgroup;
import kmemcg.lru.UserPage;
import kmemcg.machine.Held;
import kmemcg.machine.Machine;
import kmemcg.machine.Task;
import kmemcg.memcg.Geometry;
import kmemcg.memcg.MemCgroup;
import org.jspecify.annotations.Nullable;

/**
 * One list for each group and no other: the naturalized LRU of Linux 3.3, as 3.4 to 3.13 have it, with the reclaim iterator of 4.4.
 * A page is on the list of the group that pays for it, one that nobody pays for on the root's, and reclaim of whatever subtree
 * walks the groups.
 *
 * <p>Which list a page is on is decided by {@code pc->mem_cgroup} alone. That changes under the page_cgroup's lock, and then the page is
 * on no list; or under {@code zone->lru_lock}.
 *
 * <p>Every protected method of this class and its parents is a step that a historical bug may override.
 */
public class NaturalizedDesign extends UserPageDesign {
    private final HierarchyWalk walk;

    /** A booted system: a root group, and no page. */
    public NaturalizedDesign(Machine machine, Geometry geometry) {
        super(machine, geometry);
        this.walk = newHierarchyWalk();
    }

    /** The reclaim iterator; called once, by the constructor. */
    protected HierarchyWalk newHierarchyWalk() {
        return new HierarchyWalk(memcg -> LruMemcg.of(memcg).iter());
    }

    /** {@code mem_cgroup_page_lruvec}: an uncharged page that is on no list does not keep its old group, so it becomes the root's. */
    private Lruvec lruvecOf(UserPage page) {
        PageCgroup pc = page.cgroup();
        MemCgroup memcg = pc.memcg().readOnce();
        if (memcg != root() && !page.isLru() && !pc.isUsed()) {
            memcg = root();
            pc.memcg().writeOnce(memcg);
        }
        return lruvecOf(memcg);
    }

    private static Lruvec lruvecOf(@Nullable MemCgroup memcg) {
        if (memcg == null) {
            throw new NullPointerException("no group to find a list of");
        }
        return LruMemcg.of(memcg).lruvec();
    }

    @Override
    protected void addPageToLruList(Task task, UserPage page) {
        Lruvec lruvec = lruvecOf(page);
        page.setLru(true);
        lruvec.add(page);
    }

    @Override
    protected void delPageFromLruList(Task task, UserPage page) {
        Lruvec lruvec = lruvecOf(page);
        page.setLru(false);
        lruvec.del(task, page);
    }

    @Override
    protected void commitChargeLrucare(Task task, UserPage page, MemCgroup payer) {
        try (Held locked = page.cgroup().lock().lock(task);
                Held listed = lockLru(task)) {
            boolean wasOnLru = page.isLru();
            if (wasOnLru) {
                delPageFromLruList(task, page);
            }
            page.cgroup().commit(task, payer);
            if (wasOnLru) {
                addPageToLruList(task, page);
            }
        }
    }

    /**
     * {@code shrink_zone}: visits groups until enough is freed or the round is over. Who stops early leaves the position to the next.
     */
    @Override
    public int reclaim(Task task, MemCgroup subtree, long wanted) {
        int freed = 0;
        Visit visit = walk.next(task, subtree, null);
        while (visit != null) {
            freed += shrinkList(task, lruvecOf(visit.memcg()), wanted - freed);
            if (freed >= wanted) {
                walk.end(task, subtree, visit);
                return freed;
            }
            visit = walk.next(task, subtree, visit);
        }
        return freed;
    }

    @Override
    protected void cssReleased(Task task, MemCgroup memcg) {
        walk.invalidate(memcg);
    }
}
