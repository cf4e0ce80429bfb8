package kmemcg.memcg;

import kmemcg.machine.Cells;
import kmemcg.machine.Ref;
import kmemcg.machine.Word;
import org.jspecify.annotations.Nullable;

/**
 * The page part of {@code struct memcg_stock_pcp}: pages that one CPU has charged to one group and not handed out yet. Written
 * by its own CPU under the stock lock; other CPUs only look, to decide whether a drain is worth while. While it names a group
 * it holds a css reference on it.
 */
public final class PageStock {
    /** {@code FLUSHING_CACHED_CHARGE}: a drain is on its way. */
    static final long FLUSHING = 1;

    private final Ref<MemCgroup> cached;
    private final Word pages;
    private final Word flags;

    PageStock(Cells cells, int cpu) {
        this.cached = cells.ref("stock/" + cpu + ".cached", null);
        this.pages = cells.word("stock/" + cpu + ".nr_pages", 0);
        this.flags = cells.word("stock/" + cpu + ".flags", 0);
    }

    /** {@code stock->cached}. */
    public Ref<MemCgroup> cached() {
        return cached;
    }

    /** {@code stock->nr_pages}. */
    public Word pages() {
        return pages;
    }

    Word flags() {
        return flags;
    }

    /** The group it holds pages of, for validators. */
    public @Nullable MemCgroup peekCached() {
        return cached.peek();
    }

    /** The pages it holds, for validators. */
    public long peekPages() {
        return pages.peek();
    }
}
