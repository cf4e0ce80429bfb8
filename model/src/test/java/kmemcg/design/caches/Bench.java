package kmemcg.design.caches;

import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import kmemcg.design.DesignBench;
import kmemcg.design.DesignFactory;
import kmemcg.memcg.Geometry;
import kmemcg.memcg.MemCgroup;
import kmemcg.memcg.Process;
import kmemcg.slab.KmemCache;
import kmemcg.slab.ObjectHandle;

/** One booted system of a design with a cache for each group and kind. */
final class Bench extends DesignBench<MemcgCachesDesign> {
    Bench(DesignFactory factory) {
        super(MemcgCachesDesign.class, factory, Geometry.SMALL);
    }

    /** Makes a group's cache: a first allocation asks for it, and is not charged itself. */
    void warmUp(Process process, KmemCache cache) {
        ObjectHandle first = alloc(task0, process, cache);
        machine.settle();
        design.free(task0, first);
    }

    /** The children of a cache that lookups find. */
    List<MemcgCache> found(KmemCache root) {
        CacheArray array = array(root);
        return IntStream.range(0, array.size())
                .mapToObj(array::peekEntry)
                .filter(Objects::nonNull)
                .toList();
    }

    /** The slots of a cache, which must have some. */
    static CacheArray array(KmemCache root) {
        return Objects.requireNonNull(MemcgCache.of(root).peekArray());
    }

    /** As the design tells it: not all have the same counter. */
    @Override
    public long usage(MemCgroup memcg) {
        return design.usage(task0, memcg);
    }

    /** The cache that an object comes from. */
    static KmemCache cacheOf(ObjectHandle object) {
        return Objects.requireNonNull(object.peek()).slab().cache();
    }

    /** Whether a group's memory is still there. */
    boolean isThere(MemCgroup memcg) {
        return leftovers().contains(memcg.name());
    }
}
