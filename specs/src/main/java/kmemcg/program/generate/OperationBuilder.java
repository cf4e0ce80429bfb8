package kmemcg.program.generate;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import kmemcg.design.AllocFlag;
import kmemcg.design.CacheFlag;
import kmemcg.design.Verb;
import kmemcg.design.Vocabulary;
import kmemcg.program.Operation;
import kmemcg.program.World;
import kmemcg.program.generate.Genes.OperationGene;

/**
 * Turns the genes of operations into operations, with names that are likely to be there. An operation for which there is no
 * name becomes an allocation, or where nothing is allocated, a reading of usage; the first cache is never destroyed, so there is always
 * one to allocate from.
 */
final class OperationBuilder {
    /** The choice that makes an allocation one for lists. */
    static final int FOR_LISTS = 1;

    private static final List<List<AllocFlag>> ALLOC_FLAGS = List.of(
            List.of(),
            List.of(AllocFlag.LRU),
            List.of(),
            List.of(AllocFlag.LRU),
            List.of(AllocFlag.LRU),
            List.of(AllocFlag.ACCOUNT),
            List.of(AllocFlag.ACCOUNT, AllocFlag.LRU),
            List.of(AllocFlag.NOACCOUNT),
            List.of(AllocFlag.ATOMIC),
            List.of(AllocFlag.ATOMIC, AllocFlag.LRU),
            List.of(AllocFlag.NOFAIL));

    /** One group, one page, a few, all. */
    private static final List<String> RECLAIMED = List.of("0", "1", "2", "9");

    private static final int LIMITS = 6;
    private static final int FAULTS = 3;
    private static final int BULK = 3;

    private final Vocabulary vocabulary;
    private final Scope scope;
    private final Set<String> favourites;

    /**
     * A builder over names.
     *
     * @param favourites a group and perhaps an object that are drawn most often while they are there
     */
    OperationBuilder(Vocabulary vocabulary, Scope scope, Set<String> favourites) {
        this.vocabulary = vocabulary;
        this.scope = scope;
        this.favourites = favourites;
    }

    /**
     * The operation; it has its effect on the names that are there.
     *
     * @param busyCpus where segments run at the same time, this one among them
     */
    Operation operation(OperationGene gene, Set<Integer> busyCpus) {
        Verb verb = gene.verb();
        return switch (verb) {
            case MKDIR -> mkdir(group(gene));
            case RMDIR, OFFLINE -> orElse(gene, preferred(scope.leaves()), group -> dropping(verb, group));
            case ATTACH, SHRINK, DRAIN, USAGE -> Operation.of(verb, group(gene));
            case LIMIT, PROTECT -> orElse(gene, preferred(belowRoot()), group -> limit(verb, group, gene.detail()));
            case CREATE_CACHE -> createCache(gene);
            case DESTROY_CACHE -> orElse(gene, allButFirst(scope.caches()), cache -> dropping(verb, cache));
            case ALLOC -> alloc(gene);
            case FREE -> orElse(gene, preferred(scope.objects()), object -> dropping(verb, object));
            case BULK_FREE -> orElse(gene, preferred(scope.objects()), object -> bulkFree(object, gene.detail()));
            case LRU_ADD, LRU_DEL -> orElse(gene, preferred(scope.lruObjects()), object -> Operation.of(verb, object));
            case PAGE -> page(gene.detail());
            case CHARGE -> orElse(gene, preferred(scope.pages()), page -> Operation.of(verb, page));
            case UNMAP -> orElse(gene, preferred(scope.pages()), page -> dropping(verb, page));
            case RECLAIM -> reclaim(group(gene), gene.detail());
            case CPU_OFFLINE -> orElse(gene, idleCpus(busyCpus), this::cpuOffline);
            case FAULT -> Operation.of(verb, Integer.toString(1 + gene.detail() % FAULTS));
            case SETTLE, SLABINFO, REGISTER_SHRINKER -> Operation.of(verb);
        };
    }

    private Operation orElse(OperationGene gene, List<String> candidates, Function<String, Operation> make) {
        return candidates.isEmpty() ? always(gene) : make.apply(WorldBuilder.chosen(candidates, gene.name()));
    }

    /** What can be done at any time. */
    private Operation always(OperationGene gene) {
        if (vocabulary.has(Verb.ALLOC)) {
            return alloc(gene);
        }
        return vocabulary.has(Verb.PAGE) ? page(gene.detail()) : Operation.of(Verb.USAGE, group(gene));
    }

    /** One in three is read ahead. */
    private Operation page(int detail) {
        String page = scope.newPage();
        return detail % 3 == 1 ? Operation.page(page, AllocFlag.NOACCOUNT) : Operation.page(page);
    }

    private static Operation reclaim(String group, int detail) {
        return Operation.of(Verb.RECLAIM, group, WorldBuilder.chosen(RECLAIMED, detail));
    }

    private Operation alloc(OperationGene gene) {
        String cache = WorldBuilder.chosen(scope.caches(), gene.name());
        List<AllocFlag> flags = WorldBuilder.chosen(ALLOC_FLAGS, gene.detail()).stream()
                .filter(vocabulary::has)
                .toList();
        String object = scope.newObject(flags.contains(AllocFlag.LRU));
        return Operation.alloc(object, cache, flags.toArray(AllocFlag[]::new));
    }

    private String group(OperationGene gene) {
        return WorldBuilder.chosen(preferred(scope.groups()), gene.name());
    }

    /** The favourite more often than the others. */
    private List<String> preferred(List<String> names) {
        Stream<String> favoured = names.stream()
                .filter(favourites::contains)
                .flatMap(name -> Collections.nCopies(names.size(), name).stream());
        return Stream.concat(favoured, names.stream()).toList();
    }

    private List<String> belowRoot() {
        return scope.groups().stream()
                .filter(group -> !group.equals(World.ROOT))
                .toList();
    }

    private static List<String> allButFirst(List<String> names) {
        return names.stream().skip(1).toList();
    }

    private List<String> idleCpus(Set<Integer> busy) {
        return scope.cpus().stream()
                .filter(cpu -> !busy.contains(cpu))
                .map(cpu -> Integer.toString(cpu))
                .toList();
    }

    private Operation mkdir(String parent) {
        return Operation.of(Verb.MKDIR, scope.newGroup(parent), parent);
    }

    private Operation dropping(Verb verb, String name) {
        scope.drop(name);
        return Operation.of(verb, name);
    }

    private static Operation limit(Verb verb, String group, int detail) {
        return Operation.of(verb, group, Integer.toString(detail % LIMITS));
    }

    private Operation createCache(OperationGene gene) {
        List<String> words = new ArrayList<>();
        words.add(scope.newCache());
        words.add(Integer.toString(WorldBuilder.size(gene.name())));
        WorldBuilder.traits(gene.detail(), vocabulary).stream()
                .map(CacheFlag::word)
                .forEach(words::add);
        return new Operation(Verb.CREATE_CACHE, words, null);
    }

    private Operation bulkFree(String first, int detail) {
        List<String> objects = scope.objects();
        int start = objects.indexOf(first);
        List<String> some = objects.subList(start, Math.min(objects.size(), start + 1 + detail % BULK));
        some.forEach(scope::drop);
        return new Operation(Verb.BULK_FREE, some, null);
    }

    private Operation cpuOffline(String cpu) {
        scope.dropCpu(Integer.parseInt(cpu));
        return Operation.of(Verb.CPU_OFFLINE, cpu);
    }
}
