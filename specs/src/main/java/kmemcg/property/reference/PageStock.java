package kmemcg.property.reference;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One CPU's page stock: charged pages of one group at a time, kept for the next charge.
 *
 * <p>Mirrors consume_stock, __refill_stock, drain_stock and the batch of try_charge_memcg (Linux 6.1
 * mm/memcontrol.c). The stock never touches a counter: what it drains is uncharged by the caller, from the group and
 * every ancestor.
 *
 * @param <G> a group
 */
public final class PageStock<G> {
    /** Pages that leave the stock and are to be uncharged. */
    public record Drained<G>(G group, long pages) {}

    private final long batch;
    private @Nullable G cached;
    // invariant: 0 <= pages <= batch between calls, and 0 when cached is null
    private long pages;

    public PageStock(long batch) {
        this.batch = batch;
    }

    public @Nullable G cached() {
        return cached;
    }

    public long pages() {
        return pages;
    }

    /** Takes over an observed content, whatever the rules said it was. */
    public void learn(@Nullable G group, long content) {
        cached = group;
        pages = content;
    }

    /** Pages that try_charge_memcg asks the counters for when it needs {@code nr}. */
    public long chargeSize(long nr) {
        return Math.max(batch, nr);
    }

    /** Takes {@code nr} pages, all or nothing; more than a batch is never taken. Mirrors consume_stock. */
    public boolean consume(G group, long nr) {
        if (nr > batch || !group.equals(cached) || pages < nr) {
            return false;
        }
        pages -= nr;
        return true;
    }

    /** Puts pages in; what must leave for it (another group's pages, or more than a batch) is returned in order. */
    public List<Drained<G>> refill(G group, long nr) {
        List<Drained<G>> drained = new ArrayList<>(2);
        if (!group.equals(cached)) {
            drainInto(drained);
            cached = group;
        }
        pages += nr;
        if (pages > batch) {
            drainInto(drained);
        }
        return drained;
    }

    /** Empties the stock. Mirrors drain_stock; null when it held no group. */
    public @Nullable Drained<G> drain() {
        if (cached == null) {
            return null;
        }
        Drained<G> found = new Drained<>(cached, pages);
        cached = null;
        pages = 0;
        return found;
    }

    private void drainInto(List<Drained<G>> drained) {
        Drained<G> found = drain();
        if (found != null) {
            drained.add(found);
        }
    }
}
