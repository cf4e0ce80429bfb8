package kmemcg.property.reference;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The charged objects that are alive, each with the objcg and the bytes it was charged with.
 *
 * <p>Mirrors the objcg vector of a slab page (memcg_slab_post_alloc_hook and memcg_slab_free_hook, Linux 6.1
 * mm/slab.h): the pointer stored beside the object at allocation is the one its bytes go back to.
 *
 * @param <K> an object, for instance its address
 * @param <O> an objcg
 */
public final class LiveObjects<K, O> {
    /** What an object was charged with. */
    public record Charge<O>(O objcg, long bytes) {}

    private final Map<K, Charge<O>> charges = new HashMap<>();
    private final Map<O, Long> bytesOf = new HashMap<>();

    /** An object is born charged; what the same key was charged with before and never freed, or null. */
    public @Nullable Charge<O> charge(K object, O objcg, long bytes) {
        Charge<O> before = free(object);
        charges.put(object, new Charge<>(objcg, bytes));
        bytesOf.merge(objcg, bytes, Long::sum);
        return before;
    }

    /** An object dies; what it was charged with, or null when it was not charged. */
    public @Nullable Charge<O> free(K object) {
        Charge<O> charge = charges.remove(object);
        if (charge != null) {
            bytesOf.computeIfPresent(charge.objcg(), (unused, bytes) -> nonZero(bytes - charge.bytes()));
        }
        return charge;
    }

    public @Nullable Charge<O> charge(K object) {
        return charges.get(object);
    }

    public int count() {
        return charges.size();
    }

    /** Bytes of the objects alive that were charged to {@code objcg}. */
    public long bytes(O objcg) {
        return bytesOf.getOrDefault(objcg, 0L);
    }

    private static @Nullable Long nonZero(long bytes) {
        return bytes == 0 ? null : bytes;
    }
}
