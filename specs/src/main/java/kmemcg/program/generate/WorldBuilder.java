package kmemcg.program.generate;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import kmemcg.design.CacheFlag;
import kmemcg.design.Verb;
import kmemcg.design.Vocabulary;
import kmemcg.memcg.Geometry;
import kmemcg.program.World;
import kmemcg.program.World.Cache;
import kmemcg.program.World.Group;
import kmemcg.program.generate.Genes.CacheGene;
import kmemcg.program.generate.Genes.WorldGene;

/** Turns a world's genes into a world. */
final class WorldBuilder {
    /** Objects that share a page with twenty others, with three, with one, with none. */
    static final List<Integer> SIZES = List.of(192, 1016, 2040, 4088);

    /** Those that fill two pages, so that stocks hold nothing of theirs. */
    private static final int TWO_PAGES = 8184;

    /** Pages in a batch; with 1 a page stock stays empty, and only objects keep charges. */
    static final List<Integer> BATCHES = List.of(2, 1);

    private static final List<Set<CacheFlag>> TRAITS = List.of(
            EnumSet.of(CacheFlag.ACCOUNT),
            EnumSet.of(CacheFlag.ACCOUNT),
            EnumSet.of(CacheFlag.ACCOUNT),
            EnumSet.of(CacheFlag.ACCOUNT, CacheFlag.NOMERGE),
            EnumSet.noneOf(CacheFlag.class),
            EnumSet.of(CacheFlag.NOMERGE));

    private static final List<String> CACHES = List.of("dentry", "inode", "file");

    /** Names with their parents; the last group is where threads meet. */
    private static final List<List<Group>> TREES = List.of(
            List.of(new Group("P", World.ROOT)),
            List.of(new Group("P", World.ROOT), new Group("C", "P")),
            List.of(new Group("P", World.ROOT), new Group("Q", World.ROOT)),
            List.of(new Group("P", World.ROOT), new Group("Q", World.ROOT), new Group("C", "P")),
            List.of(new Group("P", World.ROOT), new Group("B", "P"), new Group("C", "P")),
            List.of(new Group("P", World.ROOT), new Group("C", "P"), new Group("D", "C")));

    private WorldBuilder() {}

    /** A world in which programs of a vocabulary mean something: without caches if nothing is allocated from them. */
    static World world(WorldGene gene, Vocabulary vocabulary) {
        Geometry geometry =
                new Geometry(Geometry.SMALL.pageSize(), chosen(BATCHES, gene.batch()), Geometry.SMALL.reclaimRetries());
        List<CacheGene> caches = vocabulary.has(Verb.ALLOC) ? gene.caches() : List.of();
        return new World(groups(gene), caches(caches, vocabulary), 1 + gene.furtherCpus(), geometry);
    }

    private static List<Group> groups(WorldGene gene) {
        List<Group> groups = new ArrayList<>();
        for (Group group : chosen(TREES, gene.tree())) {
            int limit = groups.size() < gene.limits().size() ? gene.limits().get(groups.size()) : 0;
            groups.add(new Group(group.name(), group.parent(), limit == 0 ? null : (long) limit));
        }
        return groups;
    }

    private static List<Cache> caches(List<CacheGene> genes, Vocabulary vocabulary) {
        List<Cache> caches = new ArrayList<>();
        for (CacheGene gene : genes) {
            String name = CACHES.get(caches.size());
            if (gene.isTwin() && !caches.isEmpty()) {
                Cache twin = caches.get(caches.size() - 1);
                caches.add(new Cache(name, twin.objectSize(), twin.flags()));
            } else {
                int bytes = gene.size() < SIZES.size() ? SIZES.get(gene.size()) : TWO_PAGES;
                caches.add(new Cache(name, bytes, traits(gene.traits(), vocabulary)));
            }
        }
        return caches;
    }

    static int size(int choice) {
        return chosen(SIZES, choice);
    }

    static Set<CacheFlag> traits(int choice, Vocabulary vocabulary) {
        Set<CacheFlag> traits = EnumSet.noneOf(CacheFlag.class);
        traits.addAll(chosen(TRAITS, choice));
        traits.retainAll(vocabulary.cacheFlags());
        return traits;
    }

    static <T> T chosen(List<T> candidates, int choice) {
        return candidates.get(choice % candidates.size());
    }
}
