package kmemcg.program.enumerate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import kmemcg.design.AllocFlag;
import kmemcg.design.CacheFlag;
import kmemcg.design.Verb;
import kmemcg.design.Vocabulary;
import kmemcg.memcg.Geometry;
import kmemcg.program.Operation;
import kmemcg.program.Segment;
import kmemcg.program.World;
import kmemcg.program.World.Cache;
import kmemcg.program.World.Group;

/**
 * A world and what one process has left there: {@code a}, an object on its group's list, and {@code b}, one that is on none.
 *
 * @param before what the process did; it is in the root group in the end, so that no process keeps the objects' group; nothing if
 *     nothing is allocated
 * @param words what is said there
 */
record SmallWorld(World world, List<Segment> before, Vocabulary words) {
    /** What fills a group or makes room in it. */
    private static final Set<Verb> FILLING = Set.of(Verb.ALLOC, Verb.FREE, Verb.PAGE, Verb.CHARGE, Verb.UNMAP);

    private static final String LISTED = "a";
    private static final String UNLISTED = "b";
    private static final String CACHE = "dentry";

    /** The worlds for a vocabulary; what it has no words for is left out of them. */
    static List<SmallWorld> all(Vocabulary vocabulary) {
        return List.of(nested(vocabulary), flat(vocabulary), ownerless(vocabulary), tight(vocabulary));
    }

    /** Objects of a few bytes: C has bytes in the byte stock of CPU 0 and a page in its page stock. */
    private static SmallWorld nested(Vocabulary vocabulary) {
        World world = world(vocabulary, 192, 2, new Group("P", World.ROOT), new Group("C", "P"));
        return new SmallWorld(world, before(vocabulary, "C"), vocabulary);
    }

    /** Objects of a page and, with their owner pointers, 8 bytes: freeing one returns pages, and page stocks stay empty. */
    private static SmallWorld flat(Vocabulary vocabulary) {
        World world = world(vocabulary, 4096, 1, new Group("C", World.ROOT), new Group("D", World.ROOT));
        return new SmallWorld(world, before(vocabulary, "C"), vocabulary);
    }

    /** Objects that nobody pays for, on a page without a vector of owners. */
    private static SmallWorld ownerless(Vocabulary vocabulary) {
        World world = world(vocabulary, 192, 2, new Group("C", World.ROOT));
        return new SmallWorld(world, before(vocabulary, World.ROOT), vocabulary);
    }

    /** Nothing yet, and room for one page, which an object fills: it takes two to see more let in. */
    private static SmallWorld tight(Vocabulary vocabulary) {
        World world = world(vocabulary, 4088, 1, new Group("C", World.ROOT, 1L));
        Set<Verb> filling = EnumSet.copyOf(FILLING);
        filling.retainAll(vocabulary.verbs());
        return new SmallWorld(
                world, List.of(), new Vocabulary(filling, vocabulary.allocFlags(), vocabulary.cacheFlags()));
    }

    private static World world(Vocabulary vocabulary, int objectSize, int batch, Group... groups) {
        Geometry geometry = new Geometry(Geometry.SMALL.pageSize(), batch, Geometry.SMALL.reclaimRetries());
        Set<CacheFlag> traits =
                vocabulary.cacheFlags().contains(CacheFlag.ACCOUNT) ? Set.of(CacheFlag.ACCOUNT) : Set.of();
        List<Cache> caches = vocabulary.has(Verb.ALLOC) ? List.of(new Cache(CACHE, objectSize, traits)) : List.of();
        return new World(List.of(groups), caches, 2, geometry);
    }

    /** Allocates the objects, lists one of them and leaves. Where a group gets its cache in a work item, the second object is from there. */
    private static List<Segment> before(Vocabulary vocabulary, String group) {
        List<Operation> operations = new ArrayList<>();
        if (vocabulary.has(Verb.ALLOC)) {
            operations.add(alloc(LISTED, vocabulary.has(AllocFlag.LRU)));
            operations.addAll(vocabulary.has(Verb.LRU_ADD) ? List.of(Operation.of(Verb.LRU_ADD, LISTED)) : List.of());
            operations.addAll(vocabulary.has(Verb.SETTLE) ? List.of(Operation.of(Verb.SETTLE)) : List.of());
            operations.add(alloc(UNLISTED, vocabulary.has(AllocFlag.LRU)));
        }
        if (vocabulary.has(Verb.PAGE)) {
            operations.add(Operation.page(LISTED));
            operations.add(Operation.page(UNLISTED, AllocFlag.NOACCOUNT));
        }
        boolean leaves = !operations.isEmpty() && !group.equals(World.ROOT) && vocabulary.has(Verb.ATTACH);
        operations.addAll(leaves ? List.of(Operation.of(Verb.ATTACH, World.ROOT)) : List.of());
        return operations.isEmpty() ? List.of() : List.of(new Segment(0, group, operations));
    }

    static Operation alloc(String object, boolean isForLru) {
        return isForLru ? Operation.alloc(object, CACHE, AllocFlag.LRU) : Operation.alloc(object, CACHE);
    }

    /** The objects that the process has allocated. */
    List<String> objects() {
        return made(Verb.ALLOC);
    }

    /** The pages that the process has, the second one read ahead and not charged. */
    List<String> pages() {
        return made(Verb.PAGE);
    }

    private List<String> made(Verb verb) {
        return before.stream()
                .flatMap(segment -> segment.operations().stream())
                .filter(operation -> operation.verb() == verb)
                .map(operation -> String.valueOf(operation.binds()))
                .toList();
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
