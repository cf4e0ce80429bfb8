package kmemcg.property.reference;

import java.util.HashMap;
import java.util.Map;

/**
 * Bytes of charged pages that lie in no CPU's stock, per objcg: nr_charged_bytes of struct obj_cgroup (Linux 6.1).
 *
 * <p>Drained stocks add to it, a stock that turns to the objcg takes all of it. It may exceed a page, since several
 * CPUs add; when the objcg is released it must be a multiple of the page.
 *
 * @param <O> an objcg
 */
public final class Leftovers<O> {
    private final Map<O, Long> bytes = new HashMap<>();

    public long bytes(O objcg) {
        return bytes.getOrDefault(objcg, 0L);
    }

    public void add(O objcg, long more) {
        if (more != 0) {
            bytes.merge(objcg, more, Long::sum);
        }
    }

    /** All of it, leaving nothing. */
    public long take(O objcg) {
        Long taken = bytes.remove(objcg);
        return taken == null ? 0 : taken;
    }
}
