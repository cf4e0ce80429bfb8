package kmemcg.property.reference;

import org.jspecify.annotations.Nullable;

/**
 * One CPU's byte stock: charged bytes of one objcg at a time, kept for the next object.
 *
 * <p>Mirrors consume_obj_stock, refill_obj_stock and drain_obj_stock (Linux 6.1 mm/memcontrol.c; 6.12 has the same
 * rules). The stock never moves pages itself: it says how many whole pages the caller has to give back.
 *
 * @param <O> an objcg
 */
public final class ByteStock<O> {
    /** What a drain found: the objcg's bytes, of which {@code pages} whole pages go back and the rest is left over. */
    public record Drained<O>(O objcg, long bytes, long pages) {}

    /** What a refill asks of the caller: the content it drained first, if any, and pages to uncharge. */
    public record Refilled<O>(@Nullable Drained<O> drained, long pages) {}

    private final long pageSize;
    private final Leftovers<O> leftovers;
    private @Nullable O cached;
    // invariant: 0 <= bytes, and 0 when cached is null
    private long bytes;

    public ByteStock(long pageSize, Leftovers<O> leftovers) {
        this.pageSize = pageSize;
        this.leftovers = leftovers;
    }

    public @Nullable O cached() {
        return cached;
    }

    public long bytes() {
        return bytes;
    }

    /** Takes over an observed content, whatever the rules said it was. */
    public void learn(@Nullable O objcg, long content) {
        cached = objcg;
        bytes = content;
    }

    /** Takes {@code size} bytes for an object, all or nothing. Mirrors consume_obj_stock. */
    public boolean consume(O objcg, long size) {
        if (!objcg.equals(cached) || bytes < size) {
            return false;
        }
        bytes -= size;
        return true;
    }

    /**
     * Puts bytes in, turning to {@code objcg} first if need be. Mirrors refill_obj_stock.
     *
     * @param allowUncharge true for an uncharge, which gives back whole pages above one page; false for the rest of a
     *     page just charged, which does so only when the stock turned to another objcg
     */
    public Refilled<O> refill(O objcg, long size, boolean allowUncharge) {
        boolean turns = !objcg.equals(cached);
        Drained<O> drained = turns ? turnTo(objcg) : null;
        bytes += size;
        if (!(allowUncharge || turns) || bytes <= pageSize) {
            return new Refilled<>(drained, 0);
        }
        long pages = bytes / pageSize;
        bytes %= pageSize;
        return new Refilled<>(drained, pages);
    }

    /** Drains and then holds what is left over of {@code objcg}. Mirrors the first half of refill_obj_stock. */
    public @Nullable Drained<O> turnTo(O objcg) {
        Drained<O> drained = drain();
        cached = objcg;
        bytes = leftovers.take(objcg);
        return drained;
    }

    /** Empties the stock; the part below a page goes to the left-overs. Mirrors drain_obj_stock. */
    public @Nullable Drained<O> drain() {
        if (cached == null) {
            return null;
        }
        Drained<O> found = new Drained<>(cached, bytes, bytes / pageSize);
        leftovers.add(cached, bytes % pageSize);
        cached = null;
        bytes = 0;
        return found;
    }
}
