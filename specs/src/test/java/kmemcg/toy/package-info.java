/** Designs of a few words, to try on whatever stands above the designs. */
@NullMarked
package kmemcg.toy;

import org.jspecify.annotations.NullMarked;
