/** Recordings of a real kernel, replayed against the accounting rules. */
@NullMarked
package kmemcg.trace;

import org.jspecify.annotations.NullMarked;
