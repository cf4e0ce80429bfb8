package kmemcg.program.enumerate;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import kmemcg.design.AllocFlag;
import kmemcg.design.Verb;
import kmemcg.design.Verb.Kind;
import kmemcg.design.Vocabulary;
import kmemcg.program.Operation;
import kmemcg.program.Segment;
import kmemcg.program.World;

/**
 * What can one thread do in a world, with so many operations? All of it, each once; removals first, then what changes charges,
 * then lists, then the rest. The vocabulary is at {@link SmallPrograms}.
 */
final class Threads {
    private static final Set<Verb> ENDINGS = Set.of(
            Verb.RMDIR, Verb.OFFLINE, Verb.FREE, Verb.BULK_FREE, Verb.UNMAP, Verb.CPU_OFFLINE, Verb.DESTROY_CACHE);

    private final SmallWorld small;
    private final Vocabulary vocabulary;
    private final int thread;
    private final List<Segment> segments = new ArrayList<>();

    private Threads(SmallWorld small, Vocabulary vocabulary, int thread) {
        this.small = small;
        this.vocabulary = vocabulary;
        this.thread = thread;
    }

    /**
     * All threads of a length.
     *
     * @param thread its number, from 1; nothing but the names of the objects that it makes depends on it
     */
    static List<Segment> of(SmallWorld small, Vocabulary vocabulary, int thread, int length) {
        Threads threads = new Threads(small, vocabulary, thread);
        threads.extend(List.of(), length);
        return List.copyOf(threads.segments);
    }

    private void extend(List<Operation> sofar, int length) {
        if (sofar.size() == length) {
            place(sofar);
            return;
        }
        for (Operation next : candidates(sofar)) {
            extend(Stream.concat(sofar.stream(), Stream.of(next)).toList(), length);
        }
    }

    private void place(List<Operation> operations) {
        for (int cpu : places()) {
            for (String home : homes(operations)) {
                if (movesEachTime(home, operations) && !takesDown(cpu, operations)) {
                    segments.add(new Segment(cpu, home, operations));
                }
            }
        }
    }

    private int[] places() {
        int cpus = small.world().cpus();
        return small.isAboutCpus() ? IntStream.range(0, cpus).toArray() : new int[] {(thread - 1) % cpus};
    }

    /** A process that neither allocates nor moves nor reads of its group's caches would do nothing in a group but keep it. */
    private List<String> homes(List<Operation> operations) {
        boolean usesItsGroup = operations.stream()
                .map(Operation::verb)
                .anyMatch(verb -> verb.charges() || verb == Verb.ATTACH || verb == Verb.SLABINFO);
        return usesItsGroup ? small.homes() : List.of(World.ROOT);
    }

    private static boolean movesEachTime(String home, List<Operation> operations) {
        String at = home;
        for (Operation operation : operations) {
            if (operation.verb() == Verb.ATTACH) {
                String to = operation.the(Kind.GROUP);
                if (to.equals(at)) {
                    return false;
                }
                at = to;
            }
        }
        return true;
    }

    private static boolean takesDown(int cpu, List<Operation> operations) {
        return operations.stream().anyMatch(operation -> operation.all(Kind.CPU).contains(Integer.toString(cpu)));
    }

    /** What may come next: whatever does not name something that the thread itself has ended. */
    private List<Operation> candidates(List<Operation> sofar) {
        Set<String> ended = sofar.stream()
                .filter(operation -> ENDINGS.contains(operation.verb()))
                .flatMap(Threads::names)
                .collect(Collectors.toSet());
        return everything(sofar)
                .filter(this::isSaid)
                .filter(operation -> names(operation).noneMatch(ended::contains))
                .toList();
    }

    private boolean isSaid(Operation operation) {
        boolean isAsked =
                !operation.verb().bindsObject() || vocabulary.allocFlags().containsAll(operation.allocFlags());
        return vocabulary.has(operation.verb()) && isAsked;
    }

    private static Stream<String> names(Operation operation) {
        return Stream.of(
                        operation.all(Kind.GROUP),
                        operation.objects(),
                        operation.all(Kind.USER_PAGE),
                        operation.all(Kind.CACHE),
                        operation.all(Kind.CPU))
                .flatMap(List::stream);
    }

    private Stream<Operation> everything(List<Operation> sofar) {
        List<String> objects = objects(sofar, false);
        List<String> lruObjects = objects(sofar, true);
        String fresh = "o%d%d".formatted(thread, sofar.size() + 1);
        return Stream.of(
                        vocabulary.removing().stream().flatMap(removal -> each(removal, small.removable())),
                        each(Verb.FREE, objects),
                        small.objects().isEmpty()
                                ? Stream.<Operation>empty()
                                : Stream.of(new Operation(Verb.BULK_FREE, small.objects(), null)),
                        caches(sofar).stream().flatMap(cache -> allocations(fresh, cache)),
                        each(Verb.LRU_ADD, lruObjects),
                        each(Verb.LRU_DEL, lruObjects),
                        each(Verb.SHRINK, small.groups()),
                        Stream.of(Operation.of(Verb.REGISTER_SHRINKER)),
                        each(Verb.DRAIN, small.groups()),
                        small.removable().stream().map(group -> Operation.of(Verb.LIMIT, group, "0")),
                        each(Verb.ATTACH, small.homes()),
                        each(Verb.USAGE, small.groups()),
                        ofPages(sofar, "p%d%d".formatted(thread, sofar.size() + 1)),
                        each(Verb.CPU_OFFLINE, cpus()),
                        ofRegistry(sofar, "%d%d".formatted(thread, sofar.size() + 1)))
                .flatMap(operations -> operations);
    }

    private static Stream<Operation> allocations(String fresh, String cache) {
        return Stream.of(Set.<AllocFlag>of(), Set.of(AllocFlag.LRU), Set.of(AllocFlag.ATOMIC))
                .map(flags -> Operation.alloc(fresh, cache, flags.toArray(AllocFlag[]::new)));
    }

    private Stream<Operation> ofRegistry(List<Operation> sofar, String number) {
        return Stream.of(
                        each(Verb.DESTROY_CACHE, caches(sofar)),
                        vocabulary.has(Verb.CREATE_CACHE)
                                ? Stream.of(small.createCache("c" + number))
                                : Stream.<Operation>empty(),
                        Stream.of(Operation.of(Verb.SLABINFO)),
                        Stream.of(Operation.of(Verb.MKDIR, "G" + number, World.ROOT)))
                .flatMap(operations -> operations);
    }

    /** The caches that were there before, then those that the thread has made. */
    private List<String> caches(List<Operation> sofar) {
        Stream<String> own = sofar.stream().flatMap(operation -> operation.all(Kind.NEW_CACHE).stream());
        return Stream.concat(small.caches().stream(), own).toList();
    }

    private Stream<Operation> ofPages(List<Operation> sofar, String fresh) {
        List<String> pages = pages(sofar);
        return Stream.of(
                        each(Verb.UNMAP, pages),
                        each(Verb.CHARGE, pages),
                        Stream.of(Operation.page(fresh), Operation.page(fresh, AllocFlag.NOACCOUNT)),
                        small.groups().stream().map(group -> Operation.of(Verb.RECLAIM, group, "1")))
                .flatMap(operations -> operations);
    }

    /** The pages that were there before, then those that the thread has made. */
    private List<String> pages(List<Operation> sofar) {
        Stream<String> own = sofar.stream()
                .filter(operation -> operation.verb() == Verb.PAGE)
                .map(made -> String.valueOf(made.binds()));
        return Stream.concat(small.pages().stream(), own).toList();
    }

    private static Stream<Operation> each(Verb verb, List<String> names) {
        return names.stream().map(name -> Operation.of(verb, name));
    }

    /** The objects that were there before, then those that the thread has made. */
    private List<String> objects(List<Operation> sofar, boolean forLru) {
        Stream<String> own = sofar.stream()
                .filter(operation -> operation.verb() == Verb.ALLOC)
                .filter(alloc -> !forLru || alloc.allocFlags().contains(AllocFlag.LRU))
                .map(alloc -> String.valueOf(alloc.binds()));
        return Stream.concat(small.objects().stream(), own).toList();
    }

    private List<String> cpus() {
        return IntStream.range(0, small.world().cpus())
                .mapToObj(Integer::toString)
                .toList();
    }
}
