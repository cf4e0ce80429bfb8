package kmemcg.trace;

import java.util.ArrayList;
import java.util.List;
import kmemcg.property.reference.ByteStock;
import kmemcg.property.reference.Leftovers;
import org.jspecify.annotations.Nullable;

/** One CPU's byte stock as replayed, and by how much its true content may differ from the replay. */
final class CpuByteStock {
    /**
     * Left-over bytes that two CPUs moved at once: in the other order {@code bytes} would have gone from one to the
     * other.
     *
     * @param from the stock that has fewer in the other order; null for the objcg's left-overs
     * @param to the stock that has more in the other order; null for the objcg's left-overs
     */
    record Race(
            long objcg,
            @Nullable CpuByteStock from,
            @Nullable CpuByteStock to,
            long bytes) {
        long differenceFor(CpuByteStock stock) {
            return stock == to ? bytes : -bytes;
        }
    }

    /** Left-over bytes this CPU moved and whose effect may still be to come: until the CPU's next line. */
    record Moving(long added, long addedBytes, long taken, long takenBytes) {}

    final ByteStock<Long> stock;
    final List<Race> races = new ArrayList<>();
    /** False until a line shows what the stock holds; a trace may begin with stocks already filled. */
    boolean known;
    /** How much more the stock may hold than replayed. */
    Range unseen = Range.ZERO;

    @Nullable
    Moving moving;

    CpuByteStock(long pageSize, Leftovers<Long> leftovers) {
        this.stock = new ByteStock<>(pageSize, leftovers);
    }

    boolean holds(long objcg) {
        Long cached = stock.cached();
        return cached != null && cached == objcg;
    }

    /** Moves the content without a rule of its own. */
    void adjust(long bytes) {
        stock.learn(stock.cached(), stock.bytes() + bytes);
    }

    /** The stock is empty or filled anew: nothing is in doubt any more. */
    void settled() {
        unseen = Range.ZERO;
        races.clear();
        known = true;
    }
}
