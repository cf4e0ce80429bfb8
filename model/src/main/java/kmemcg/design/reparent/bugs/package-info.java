/** Bugs that the design reparent really had, or shows as it was published; each a subclass that changes one step. */
@NullMarked
package kmemcg.design.reparent.bugs;

import org.jspecify.annotations.NullMarked;
