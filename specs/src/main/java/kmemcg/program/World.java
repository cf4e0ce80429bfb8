package kmemcg.program;

import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
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

    /** Number of CPUs if a program does not say. */
    public static final int DEFAULT_CPUS = 2;

    public World {
        groups = List.copyOf(groups);
        caches = List.copyOf(caches);
        Quantity.CPUS.require(cpus);
        Quantity.BYTES.require(geometry.pageSize());
        Quantity.BATCH.require(geometry.chargeBatch());
        Quantity.RETRIES.require(geometry.reclaimRetries());
    }

    World withGroups(List<Group> others) {
        return new World(others, caches, cpus, geometry);
    }

    World withCaches(List<Cache> others) {
        return new World(groups, others, cpus, geometry);
    }

    World withCpus(int number) {
        return new World(groups, caches, number, geometry);
    }

    World withGeometry(Geometry other) {
        return new World(groups, caches, cpus, other);
    }

    /**
     * A group.
     *
     * @param limit in pages, null for none
     */
    public record Group(
            String name, String parent, @Nullable Long limit) {
        public Group {
            Name.require(name);
            Name.require(parent);
            if (limit != null) {
                Quantity.PAGES.require(limit);
            }
        }

        /** A group without a limit. */
        public Group(String name, String parent) {
            this(name, parent, null);
        }

        Group below(String other) {
            return new Group(name, other, limit);
        }

        Group limitedTo(@Nullable Long pages) {
            return new Group(name, parent, pages);
        }
    }

    /**
     * A cache.
     *
     * @param objectSize in bytes
     * @param flags in the order of the enum
     */
    public record Cache(String name, int objectSize, Set<CacheFlag> flags) {
        public Cache {
            Name.require(name);
            Quantity.BYTES.require(objectSize);
            flags = Collections.unmodifiableSortedSet(new TreeSet<>(flags));
        }

        /** A cache with these traits. */
        public Cache(String name, int objectSize, CacheFlag... flags) {
            this(name, objectSize, Set.of(flags));
        }

        Cache sized(int bytes) {
            return new Cache(name, bytes, flags);
        }

        Cache without(CacheFlag flag) {
            Set<CacheFlag> rest = EnumSet.noneOf(CacheFlag.class);
            rest.addAll(flags);
            rest.remove(flag);
            return new Cache(name, objectSize, rest);
        }
    }
}
