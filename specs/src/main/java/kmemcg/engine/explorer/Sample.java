package kmemcg.engine.explorer;

import kmemcg.engine.Walks;

/**
 * Which executions of a program to look at if it has more than a few.
 *
 * @param first how many in the order of the exploration
 * @param seed of the walks
 * @param walks to others, if those were not all
 */
record Sample(long first, long seed, Walks walks) {}
