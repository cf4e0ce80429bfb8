package kmemcg.lru;

import kmemcg.machine.Birth;
import kmemcg.machine.KernelObject;
import kmemcg.machine.Word;

/** {@code struct page} of a process: counted references, and whether it is on an LRU list. */
public final class UserPage extends KernelObject {
    private final PageHandle handle;
    private final Word count;
    private final Word lru;
    private final PageCgroup cgroup;

    /** A page with one reference, that of the process which keeps it in the handle. */
    public UserPage(Birth birth, PageHandle handle) {
        super(birth);
        this.handle = handle;
        this.count = birth.word("_count", 1);
        this.lru = birth.word("PG_lru", 0);
        this.cgroup = new PageCgroup(birth);
    }

    /** Where its process keeps it. */
    public PageHandle handle() {
        return handle;
    }

    /** {@code lookup_page_cgroup}. */
    public PageCgroup cgroup() {
        return cgroup;
    }

    /** {@code get_page_unless_zero}. */
    public boolean tryGet() {
        return count.addUnless(1, 0) != 0;
    }

    /** {@code put_page_testzero}: whether it was the last reference. */
    public boolean putTestZero() {
        return count.addReturn(-1) == 0;
    }

    /** {@code page_freeze_refs}: takes all references at once, if these are all. */
    public boolean freezeRefs(long references) {
        return count.cmpxchg(references, 0) == references;
    }

    /** {@code PageLRU}. */
    public boolean isLru() {
        return lru.readOnce() != 0;
    }

    /** {@code SetPageLRU}, {@code ClearPageLRU}; under {@code zone->lru_lock}. */
    public void setLru(boolean on) {
        lru.writeOnce(on ? 1 : 0);
    }

    /** References, for validators. */
    public long peekCount() {
        return count.peek();
    }

    /** Whether it says that it is on a list, for validators. */
    public boolean peekLru() {
        return lru.peek() != 0;
    }
}
