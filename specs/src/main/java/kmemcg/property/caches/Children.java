package kmemcg.property.caches;

import java.util.Objects;
import java.util.stream.IntStream;
import kmemcg.design.caches.CacheArray;
import kmemcg.design.caches.MemcgCache;
import kmemcg.property.StateCheck.Report;

/**
 * Part of invariant 8: a child is on its root's list; and either a lookup finds it, in one slot, or it does not serve any more. Root
 * caches that were to be destroyed and have objects are left out, since nothing is deactivated any more once that has begun.
 */
final class Children {
    private Children() {}

    static void check(CachesState state, Report report) {
        state.liveCaches().stream()
                .filter(cache -> !cache.isRoot() && cache.rootCache().peekRefcount() > 0)
                .forEach(child -> check(child, state.isServing(child), report));
    }

    private static void check(MemcgCache child, boolean isServing, Report report) {
        report.unless(child.rootCache().peekChildren().contains(child), "child on no list", "%s", child);
        long slots = slots(child);
        report.unless(
                slots == (isServing ? 1 : 0),
                "child in the wrong number of slots",
                "%s: %d slots, still serves: %s",
                child,
                slots,
                isServing);
    }

    private static long slots(MemcgCache child) {
        CacheArray array = child.rootCache().peekArray();
        int size = array == null ? 0 : array.size();
        return IntStream.range(0, size)
                .filter(id -> Objects.requireNonNull(array).peekEntry(id) == child)
                .count();
    }
}
