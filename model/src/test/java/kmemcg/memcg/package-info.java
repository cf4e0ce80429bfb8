/** Tests of page counters. */
@NullMarked
package kmemcg.memcg;

import org.jspecify.annotations.NullMarked;
