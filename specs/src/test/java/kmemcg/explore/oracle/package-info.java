/**
 * Oracles for the explorer: what tiny programs can do, found by running every interleaving of them. They share nothing with
 * the explorer but the programs, and are simple rather than fast.
 */
@NullMarked
package kmemcg.explore.oracle;

import org.jspecify.annotations.NullMarked;
