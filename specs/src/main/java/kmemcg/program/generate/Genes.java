package kmemcg.program.generate;

import java.util.List;
import kmemcg.design.Verb;

/**
 * What a program is built from: choices, not names. A choice is a number from 0; among n candidates it takes the one at its
 * remainder by n, so 0 is always the first and simplest.
 *
 * @param removal of the threads, which one removes the group they meet in, and how; see {@link ProgramBuilder}
 */
record Genes(
        WorldGene world, List<SegmentGene> before, List<SegmentGene> threads, List<SegmentGene> after, int removal) {

    /** The world: which tree of groups, the caches, a limit for each group (0 for none), further CPUs, a batch. */
    record WorldGene(int tree, List<CacheGene> caches, List<Integer> limits, int furtherCpus, int batch) {}

    /** A cache: which size and traits; a twin has those of the cache before it. */
    record CacheGene(int size, int traits, boolean isTwin) {}

    /** A segment: where it runs and what. */
    record SegmentGene(int cpu, int group, List<OperationGene> operations) {}

    /** An operation: the verb, which name it is about, and whatever else there is to choose. */
    record OperationGene(Verb verb, int name, int detail) {}
}
