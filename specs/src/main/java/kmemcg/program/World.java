package kmemcg.program;

import java.util.List;
import java.util.Set;
import kmemcg.design.CacheFlag;
import kmemcg.memcg.Geometry;
import org.jspecify.annotations.Nullable;

/**
 * What is there before a program starts.
 *
 * @param groups in the order of their creation, parents first; the root is always there and not listed
 * @param caches in the order of their creation
 * @param cpus number of CPUs, all online
 * @param geometry the sizes
 */
public record World(List<Group> groups, List<Cache> caches, int cpus, Geometry geometry) {
    /** The name of the root group in every program. */
    public static final String ROOT = "root";

    public World {
        groups = List.copyOf(groups);
        caches = List.copyOf(caches);
    }

    /**
     * A group.
     *
     * @param limit in pages, null for none
     */
    public record Group(
            String name, String parent, @Nullable Long limit) {}

    /**
     * A cache.
     *
     * @param objectSize in bytes
     */
    public record Cache(String name, int objectSize, Set<CacheFlag> flags) {}
}
