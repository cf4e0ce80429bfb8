/** Tests of that design. */
@NullMarked
package kmemcg.design.optout;

import org.jspecify.annotations.NullMarked;
