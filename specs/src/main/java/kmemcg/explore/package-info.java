/** Execution graphs, memory models as predicates on them, and the exploration of every execution of a program, once. */
@NullMarked
package kmemcg.explore;

import org.jspecify.annotations.NullMarked;
