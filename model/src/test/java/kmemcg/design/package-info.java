/** Tests of the catalogue. */
@NullMarked
package kmemcg.design;

import org.jspecify.annotations.NullMarked;
