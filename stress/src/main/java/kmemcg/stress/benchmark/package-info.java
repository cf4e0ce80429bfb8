/** How fast the tool itself is. Nothing here is a test: figures depend on the machine, and are for comparing two builds on one. */
@NullMarked
package kmemcg.stress.benchmark;

import org.jspecify.annotations.NullMarked;
