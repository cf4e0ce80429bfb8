/** Recordings as they are, tampered with, cut short and made up. */
@NullMarked
package kmemcg.trace;

import org.jspecify.annotations.NullMarked;
