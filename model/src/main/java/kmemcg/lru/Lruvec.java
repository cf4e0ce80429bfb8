package kmemcg.lru;

import kmemcg.machine.Cells;
import kmemcg.machine.Invariant;
import kmemcg.machine.Ref;
import kmemcg.machine.Task;
import kmemcg.machine.Word;
import org.pcollections.PVector;
import org.pcollections.TreePVector;

/**
 * {@code struct lruvec}: a list of pages in the order of their age, and its length as reclaim sees it. What changes them is under
 * {@code zone->lru_lock}; others may look.
 *
 * <p>Deviation: one list instead of five, one zone, and pages age by their place only.
 */
public final class Lruvec {
    private final String name;
    private final Ref<PVector<UserPage>> pages;
    private final Word size;

    public Lruvec(Cells cells, String name) {
        this.name = name;
        this.pages = cells.ref(name + ".list", TreePVector.empty());
        this.size = cells.word(name + ".lru_size", 0);
    }

    /** {@code list_add} and {@code mem_cgroup_update_lru_size}: the page is the youngest. */
    public void add(UserPage page) {
        pages.writeOnce(pages().plus(page));
        size.writeOnce(size.readOnce() + 1);
    }

    /** {@code list_del} and {@code mem_cgroup_update_lru_size}, which must not take the length below zero. */
    public void del(Task task, UserPage page) {
        PVector<UserPage> now = pages();
        task.warn(!now.contains(page), Invariant.LIST_MEMBERSHIP, "%s is not on %s".formatted(page, name));
        pages.writeOnce(now.minus(page));
        size.writeOnce(size.readOnce() - 1);
    }

    /** {@code lruvec_lru_size}: also without the lock, to see whether it is worth taking. */
    public long size() {
        return size.readOnce();
    }

    /** The pages, the oldest first. */
    public PVector<UserPage> pages() {
        PVector<UserPage> now = pages.readOnce();
        return now == null ? TreePVector.empty() : now;
    }

    /** The pages, for validators. */
    public PVector<UserPage> peekPages() {
        PVector<UserPage> now = pages.peek();
        return now == null ? TreePVector.empty() : now;
    }

    /** What it counts, for validators. */
    public long peekSize() {
        return size.peek();
    }

    @Override
    public String toString() {
        return name;
    }
}
