package kmemcg.program.enumerate;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import kmemcg.design.AllocFlag;
import kmemcg.design.CacheFlag;
import kmemcg.design.Verb;
import kmemcg.memcg.Geometry;
import kmemcg.program.Operation;
import kmemcg.program.Segment;
import kmemcg.program.World;
import kmemcg.program.World.Cache;
import kmemcg.program.World.Group;

/**
 * A world and what one process has left there: {@code a}, an object on its group's list, and {@code b}, one that is on none.
 *
 * @param before what the process did; it is in the root group in the end, so that no process keeps the objects' group
 */
record SmallWorld(World world, Segment before) {
    static final String LISTED = "a";
    static final String UNLISTED = "b";
    private static final String CACHE = "dentry";

    /** Objects of a few bytes: C has bytes in the byte stock of CPU 0 and a page in its page stock. */
    private static final SmallWorld NESTED = new SmallWorld(
            world(192, 2, new Group("P", World.ROOT), new Group("C", "P")),
            new Segment(
                    0,
                    "C",
                    alloc(LISTED, true),
                    Operation.of(Verb.LRU_ADD, LISTED),
                    alloc(UNLISTED, true),
                    Operation.of(Verb.ATTACH, World.ROOT)));

    /** Objects of a page and, with their owner pointers, 8 bytes: freeing one returns pages, and page stocks stay empty. */
    private static final SmallWorld FLAT =
            new SmallWorld(world(4096, 1, new Group("C", World.ROOT), new Group("D", World.ROOT)), NESTED.before());

    /** Objects that nobody pays for, on a page without a vector of owners. */
    private static final SmallWorld OWNERLESS = new SmallWorld(
            world(192, 2, new Group("C", World.ROOT)),
            new Segment(0, World.ROOT, alloc(LISTED, true), Operation.of(Verb.LRU_ADD, LISTED), alloc(UNLISTED, true)));

    static final List<SmallWorld> ALL = List.of(NESTED, FLAT, OWNERLESS);

    private static World world(int objectSize, int batch, Group... groups) {
        Geometry geometry = new Geometry(Geometry.SMALL.pageSize(), batch, Geometry.SMALL.reclaimRetries());
        return new World(List.of(groups), List.of(new Cache(CACHE, objectSize, CacheFlag.ACCOUNT)), 2, geometry);
    }

    static Operation alloc(String object, boolean isForLru) {
        return isForLru ? Operation.alloc(object, CACHE, AllocFlag.LRU) : Operation.alloc(object, CACHE);
    }

    /** The groups that can be removed, children first. */
    List<String> removable() {
        return world.groups().stream()
                .sorted(Comparator.comparing(group -> group.parent().equals(World.ROOT)))
                .map(Group::name)
                .toList();
    }

    /** All groups, the root last. */
    List<String> groups() {
        return Stream.concat(removable().stream(), Stream.of(World.ROOT)).toList();
    }

    /** The children of a group. */
    List<String> children(String parent) {
        return world.groups().stream()
                .filter(group -> group.parent().equals(parent))
                .map(Group::name)
                .toList();
    }
}
