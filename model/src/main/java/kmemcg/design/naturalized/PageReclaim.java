package kmemcg.design.naturalized;

import java.util.ArrayList;
import java.util.List;
import kmemcg.lru.Lruvec;
import kmemcg.lru.UserPage;
import kmemcg.machine.Held;
import kmemcg.machine.Machine;
import kmemcg.machine.Task;
import kmemcg.memcg.Geometry;
import kmemcg.memcg.MemCgroup;

/**
 * Freeing pages by their age: isolate them from a list, free those that nobody is using, put the others back. Source: Linux 3.2
 * and 3.4 {@code mm/vmscan.c}, {@code shrink_inactive_list}.
 *
 * <p>Deviation: a page that nobody has locked can always be freed; none is referenced, dirty or under writeback.
 */
abstract class PageReclaim extends PageCharging {
    /** References on a page that its process is not using and reclaim has isolated. */
    private static final long UNUSED_AND_ISOLATED = 2;

    PageReclaim(Machine machine, Geometry geometry) {
        super(machine, geometry);
    }

    /** {@code shrink_inactive_list}: frees up to so many pages of a list; how many it did. */
    protected final int shrinkList(Task task, Lruvec list, long wanted) {
        if (wanted <= 0 || list.size() == 0) {
            return 0;
        }
        List<UserPage> isolated;
        try (Held held = lockLru(task)) {
            isolated = isolatePages(task, list, wanted);
        }
        List<UserPage> kept = new ArrayList<>();
        for (UserPage page : isolated) {
            if (!freeUnused(task, page)) {
                kept.add(page);
            }
        }
        putbackPages(task, kept);
        return isolated.size() - kept.size();
    }

    /** {@code isolate_lru_pages}, under {@code zone->lru_lock}: takes the oldest pages off a list, with a reference on each. */
    protected final List<UserPage> isolatePages(Task task, Lruvec list, long wanted) {
        List<UserPage> isolated = new ArrayList<>();
        for (UserPage page : list.pages()) {
            if (isolated.size() < wanted && page.tryGet()) {
                delPageFromLruList(task, page);
                isolated.add(page);
            }
        }
        return isolated;
    }

    /** {@code shrink_page_list} for one page: false if somebody is using it. */
    private boolean freeUnused(Task task, UserPage page) {
        if (!page.handle().take(page)) {
            return false;
        }
        if (!page.freezeRefs(UNUSED_AND_ISOLATED)) {
            page.handle().put(page);
            return false;
        }
        uncharge(task, page);
        task.free(page);
        return true;
    }

    /** {@code putback_inactive_pages}: back on their lists, without the references; a page whose last one that was is freed. */
    protected final void putbackPages(Task task, List<UserPage> pages) {
        if (pages.isEmpty()) {
            return;
        }
        List<UserPage> unreferenced = new ArrayList<>();
        try (Held held = lockLru(task)) {
            for (UserPage page : pages) {
                addPageToLruList(task, page);
                if (page.putTestZero()) {
                    delPageFromLruList(task, page);
                    unreferenced.add(page);
                }
            }
        }
        unreferenced.forEach(task::free);
    }

    /** {@code memory.max}: the limit counts at once; then reclaims; whether usage came below. */
    public boolean setLimit(Task task, MemCgroup memcg, long pages) {
        memcg.memory().setMax(pages);
        int retries = geometry.reclaimRetries();
        for (long usage = memcg.memory().read();
                usage > pages;
                usage = memcg.memory().read()) {
            if (retries-- <= 0) {
                return false;
            }
            reclaim(task, memcg, usage - pages);
        }
        return true;
    }
}
