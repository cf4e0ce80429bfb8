package kmemcg.program.enumerate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
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
 * @param homes the groups where processes are and move to
 * @param isAboutCpus whether it matters on which CPU a thread runs; else each has its own
 */
record SmallWorld(World world, List<Segment> before, Vocabulary words, List<String> homes, boolean isAboutCpus) {
    /** What fills a group or makes room in it. */
    private static final Set<Verb> FILLING = Set.of(Verb.ALLOC, Verb.FREE, Verb.PAGE, Verb.CHARGE, Verb.UNMAP);

    /** What makes and ends caches, and what comes in between. */
    private static final Set<Verb> REGISTERING = Set.of(
            Verb.MKDIR,
            Verb.RMDIR,
            Verb.OFFLINE,
            Verb.ATTACH,
            Verb.CREATE_CACHE,
            Verb.DESTROY_CACHE,
            Verb.ALLOC,
            Verb.FREE,
            Verb.SLABINFO);

    /** What puts objects on lists, takes them off and moves lists. */
    private static final Set<Verb> LISTING =
            Set.of(Verb.RMDIR, Verb.OFFLINE, Verb.LRU_ADD, Verb.LRU_DEL, Verb.SHRINK, Verb.REGISTER_SHRINKER);

    /** Words that say something only where there are caches to make, to end or to read about. */
    private static final Set<Verb> OF_THE_REGISTRY =
            Set.of(Verb.MKDIR, Verb.CREATE_CACHE, Verb.DESTROY_CACHE, Verb.SLABINFO);

    private static final String LISTED = "a";
    private static final String UNLISTED = "b";
    private static final String CACHE = "dentry";
    private static final String OTHER_CACHE = "inode";

    /** The worlds for a vocabulary; what it has no words for is left out of them. */
    static List<SmallWorld> all(Vocabulary vocabulary) {
        List<SmallWorld> all = new ArrayList<>(
                List.of(nested(vocabulary), flat(vocabulary), ownerless(vocabulary), tight(vocabulary)));
        if (vocabulary.has(Verb.ALLOC) && (vocabulary.has(Verb.CREATE_CACHE) || vocabulary.has(Verb.SLABINFO))) {
            all.add(unused(vocabulary));
            all.add(emptied(vocabulary, Set.of()));
            if (vocabulary.cacheFlags().contains(CacheFlag.TYPESAFE)) {
                all.add(emptied(vocabulary, Set.of(CacheFlag.TYPESAFE)));
            }
        }
        if (vocabulary.has(Verb.LRU_ADD)) {
            all.add(listed(vocabulary));
        }
        return List.copyOf(all);
    }

    /** Objects of a few bytes: C has bytes in the byte stock of CPU 0 and a page in its page stock. */
    private static SmallWorld nested(Vocabulary vocabulary) {
        World world = world(vocabulary, 192, 2, new Group("P", World.ROOT), new Group("C", "P"));
        return ofObjects(world, before(vocabulary, "C"), aboutObjects(vocabulary));
    }

    /** Objects of a page and, with their owner pointers, 8 bytes: freeing one returns pages, and page stocks stay empty. */
    private static SmallWorld flat(Vocabulary vocabulary) {
        World world = world(vocabulary, 4096, 1, new Group("C", World.ROOT), new Group("D", World.ROOT));
        return ofObjects(world, before(vocabulary, "C"), aboutObjects(vocabulary));
    }

    /** Objects that nobody pays for, on a page without a vector of owners. */
    private static SmallWorld ownerless(Vocabulary vocabulary) {
        World world = world(vocabulary, 192, 2, new Group("C", World.ROOT));
        return ofObjects(world, before(vocabulary, World.ROOT), aboutObjects(vocabulary));
    }

    /** Nothing yet, and room for one page, which an object fills: it takes two to see more let in. */
    private static SmallWorld tight(Vocabulary vocabulary) {
        World world = world(vocabulary, 4088, 1, new Group("C", World.ROOT, 1L));
        return ofObjects(world, List.of(), words(vocabulary, FILLING, AllocFlag.LRU));
    }

    /** For those who move objects between lists; the objects are smaller than elsewhere, so that no program comes twice. */
    private static SmallWorld listed(Vocabulary vocabulary) {
        World world = world(vocabulary, 96, 2, new Group("P", World.ROOT), new Group("C", "P"));
        Vocabulary words = words(vocabulary, LISTING, AllocFlag.LRU);
        return new SmallWorld(world, before(vocabulary, "C"), words, List.of("C", World.ROOT), false);
    }

    /** Two caches unlike each other, of which no group has a copy yet. */
    private static SmallWorld unused(Vocabulary vocabulary) {
        return ofCaches(vocabulary, List.of(), cache(CACHE, 4096, vocabulary), cache(OTHER_CACHE, 192, vocabulary));
    }

    /** Two caches that may be one, or the first with these traits; C has its copy, which has kept an empty page. */
    private static SmallWorld emptied(Vocabulary vocabulary, Set<CacheFlag> traits) {
        Set<CacheFlag> all = new HashSet<>(traits(vocabulary));
        all.addAll(traits);
        List<Operation> use = new ArrayList<>(List.of(Operation.alloc(LISTED, CACHE)));
        use.addAll(said(vocabulary, Operation.of(Verb.SETTLE)));
        use.addAll(List.of(
                Operation.alloc(UNLISTED, CACHE), Operation.of(Verb.FREE, UNLISTED), Operation.of(Verb.FREE, LISTED)));
        use.addAll(said(vocabulary, Operation.of(Verb.ATTACH, World.ROOT)));
        return ofCaches(
                vocabulary,
                List.of(new Segment(0, "C", use)),
                new Cache(CACHE, 4096, all),
                cache(OTHER_CACHE, 4096, vocabulary));
    }

    private static SmallWorld ofCaches(Vocabulary vocabulary, List<Segment> before, Cache... caches) {
        List<Group> groups = List.of(new Group("P", World.ROOT), new Group("C", "P"));
        World world = new World(groups, List.of(caches), 2, geometry(1));
        return new SmallWorld(
                world, before, words(vocabulary, REGISTERING, AllocFlag.ATOMIC), List.of("C", World.ROOT), false);
    }

    private static Vocabulary aboutObjects(Vocabulary vocabulary) {
        Set<Verb> verbs = EnumSet.allOf(Verb.class);
        verbs.removeAll(OF_THE_REGISTRY);
        verbs.remove(Verb.REGISTER_SHRINKER);
        verbs.remove(Verb.PROTECT);
        return words(vocabulary, verbs, AllocFlag.LRU);
    }

    /** What a vocabulary has of these operations, and this flag if it has it; for pages the one that they have. */
    private static Vocabulary words(Vocabulary vocabulary, Set<Verb> wanted, AllocFlag flag) {
        Set<Verb> verbs = EnumSet.copyOf(wanted);
        verbs.retainAll(vocabulary.verbs());
        Set<AllocFlag> flags = EnumSet.of(flag, AllocFlag.NOACCOUNT);
        flags.retainAll(vocabulary.allocFlags());
        return new Vocabulary(verbs, flags, vocabulary.cacheFlags());
    }

    private static List<Operation> said(Vocabulary vocabulary, Operation operation) {
        return vocabulary.has(operation.verb()) ? List.of(operation) : List.of();
    }

    private static SmallWorld ofObjects(World world, List<Segment> before, Vocabulary words) {
        return new SmallWorld(world, before, words, groups(world), true);
    }

    private static World world(Vocabulary vocabulary, int objectSize, int batch, Group... groups) {
        List<Cache> caches = vocabulary.has(Verb.ALLOC) ? List.of(cache(CACHE, objectSize, vocabulary)) : List.of();
        return new World(List.of(groups), caches, 2, geometry(batch));
    }

    private static Geometry geometry(int batch) {
        return new Geometry(Geometry.SMALL.pageSize(), batch, Geometry.SMALL.reclaimRetries());
    }

    private static Cache cache(String name, int objectSize, Vocabulary vocabulary) {
        return new Cache(name, objectSize, traits(vocabulary));
    }

    private static Set<CacheFlag> traits(Vocabulary vocabulary) {
        return vocabulary.cacheFlags().contains(CacheFlag.ACCOUNT) ? Set.of(CacheFlag.ACCOUNT) : Set.of();
    }

    /** Allocates the objects, lists one of them and leaves. Where a group gets its cache in a work item, the second object is from there. */
    private static List<Segment> before(Vocabulary vocabulary, String group) {
        List<Operation> operations = new ArrayList<>();
        if (vocabulary.has(Verb.ALLOC)) {
            operations.add(allocForLru(LISTED, vocabulary));
            operations.addAll(said(vocabulary, Operation.of(Verb.LRU_ADD, LISTED)));
            operations.addAll(said(vocabulary, Operation.of(Verb.SETTLE)));
            operations.add(allocForLru(UNLISTED, vocabulary));
        }
        if (vocabulary.has(Verb.PAGE)) {
            operations.add(Operation.page(LISTED));
            operations.add(Operation.page(UNLISTED, AllocFlag.NOACCOUNT));
        }
        boolean leaves = !operations.isEmpty() && !group.equals(World.ROOT) && vocabulary.has(Verb.ATTACH);
        operations.addAll(leaves ? List.of(Operation.of(Verb.ATTACH, World.ROOT)) : List.of());
        return operations.isEmpty() ? List.of() : List.of(new Segment(0, group, operations));
    }

    private static Operation allocForLru(String object, Vocabulary vocabulary) {
        return vocabulary.has(AllocFlag.LRU)
                ? Operation.alloc(object, CACHE, AllocFlag.LRU)
                : Operation.alloc(object, CACHE);
    }

    /** The caches that are there from the beginning. */
    List<String> caches() {
        return world.caches().stream().map(Cache::name).toList();
    }

    /** Makes a cache like the last one. */
    Operation createCache(String fresh) {
        Cache model = world.caches().get(world.caches().size() - 1);
        Stream<String> flags = model.flags().stream().map(CacheFlag::word).sorted();
        return new Operation(
                Verb.CREATE_CACHE,
                Stream.concat(Stream.of(fresh, Integer.toString(model.objectSize())), flags)
                        .toList(),
                null);
    }

    /** The objects that the process has allocated and not freed. */
    List<String> objects() {
        List<String> freed = before.stream()
                .flatMap(segment -> segment.operations().stream())
                .filter(operation -> operation.verb() == Verb.FREE)
                .flatMap(operation -> operation.objects().stream())
                .toList();
        return made(Verb.ALLOC).stream()
                .filter(object -> !freed.contains(object))
                .toList();
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
        return removable(world);
    }

    private static List<String> removable(World world) {
        return world.groups().stream()
                .sorted(Comparator.comparing(group -> group.parent().equals(World.ROOT)))
                .map(Group::name)
                .toList();
    }

    /** All groups, the root last. */
    List<String> groups() {
        return groups(world);
    }

    private static List<String> groups(World world) {
        return Stream.concat(removable(world).stream(), Stream.of(World.ROOT)).toList();
    }

    /** The children of a group. */
    List<String> children(String parent) {
        return world.groups().stream()
                .filter(group -> group.parent().equals(parent))
                .map(Group::name)
                .toList();
    }
}
