/** Bugs that the design scalable really had, or shows as it was published; each a subclass that changes one step. */
@NullMarked
package kmemcg.design.scalable.bugs;

import org.jspecify.annotations.NullMarked;
