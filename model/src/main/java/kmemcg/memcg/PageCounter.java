package kmemcg.memcg;

import kmemcg.machine.Birth;
import kmemcg.machine.Invariant;
import kmemcg.machine.Task;
import kmemcg.machine.Word;
import org.jspecify.annotations.Nullable;

/**
 * {@code struct page_counter}: usage and limit of one group in pages, linked to its parent's. A charge moves every level up to
 * the root; it adds first and looks at the limit afterwards, so a charge that is going to fail is visible for a moment at
 * every level it passed. Source: Linux 6.1 {@code mm/page_counter.c}.
 *
 * <p>Deviation: no watermark, no failure count; protection is in {@link ProtectedCounter}.
 */
public class PageCounter {
    /** {@code PAGE_COUNTER_MAX}: no limit. */
    public static final long NO_LIMIT = Long.MAX_VALUE;

    private final String name;
    private final @Nullable PageCounter parent;
    private final Word usage;
    private final Word max;

    public PageCounter(Birth birth, String field, @Nullable PageCounter parent) {
        this.name = birth.name() + "." + field;
        this.parent = parent;
        this.usage = birth.word(field + ".usage", 0);
        this.max = birth.word(field + ".max", NO_LIMIT);
    }

    /** {@code page_counter_try_charge}: null if charged at every level, else the counter that was full. */
    public final @Nullable PageCounter tryCharge(Task task, long pages) {
        for (PageCounter level = this; level != null; level = level.parent) {
            long now = level.usage.addReturn(pages);
            if (now > level.max.readOnce()) {
                level.usage.addReturnRelaxed(-pages);
                cancelBelow(task, level, pages);
                return level;
            }
            charged(level, now);
        }
        return null;
    }

    private void cancelBelow(Task task, PageCounter top, long pages) {
        for (PageCounter level = this; level != null && level != top; level = level.parent) {
            level.cancel(task, pages);
        }
    }

    /** {@code page_counter_charge}: charges without looking at limits. */
    public final void charge(long pages) {
        for (PageCounter level = this; level != null; level = level.parent) {
            charged(level, level.usage.addReturn(pages));
        }
    }

    /** {@code page_counter_uncharge}: takes the charge back at every level. */
    public final void uncharge(Task task, long pages) {
        for (PageCounter level = this; level != null; level = level.parent) {
            level.cancel(task, pages);
        }
    }

    /** {@code page_counter_cancel}: takes a charge back at this level only; warns below zero and stores zero. */
    public final void cancel(Task task, long pages) {
        long now = usage.addReturn(-pages);
        if (now < 0) {
            task.warn(true, Invariant.BOUNDS, "page_counter underflow: %s: %d pages".formatted(name, now));
            usage.writeOnce(0);
        }
        uncharged(Math.max(0, now));
    }

    /** A charge that began at this counter has raised the usage of a level. */
    protected void charged(PageCounter level, long usage) {}

    /** The usage of this counter has fallen. */
    protected void uncharged(long usage) {}

    /** {@code page_counter_read}: pages. */
    public final long read() {
        return usage.readOnce();
    }

    /** {@code xchg} of the limit, as {@code memory.max} does it: the limit counts at once, reclaim follows. */
    public final void setMax(long pages) {
        max.xchg(pages);
    }

    /** The limit in pages. */
    public final long max() {
        return max.readOnce();
    }

    /** {@code mem_cgroup_margin} for one level: pages that fit below the limit. */
    public final long margin() {
        return Math.max(0, max.readOnce() - usage.readOnce());
    }

    /** Usage in pages; for validators at quiescence. */
    public final long peekUsage() {
        return usage.peek();
    }

    /** The limit in pages; for validators. */
    public final long peekMax() {
        return max.peek();
    }

    @Override
    public String toString() {
        return name;
    }
}
