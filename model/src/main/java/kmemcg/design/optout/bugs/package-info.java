/** What was wrong with that design as posted. */
@NullMarked
package kmemcg.design.optout.bugs;

import org.jspecify.annotations.NullMarked;
