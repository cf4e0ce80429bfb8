/** Caches that split by themselves (Souhlal, February 2012). */
@NullMarked
package kmemcg.design.optout;

import org.jspecify.annotations.NullMarked;
