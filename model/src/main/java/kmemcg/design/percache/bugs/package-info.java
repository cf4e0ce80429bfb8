/** Bugs that the design percache really had, or shows as it was published; each a subclass that changes one step. */
@NullMarked
package kmemcg.design.percache.bugs;

import org.jspecify.annotations.NullMarked;
