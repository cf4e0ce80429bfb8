/** Mistakes that the proposal in which objects name groups invites, each in one step. */
@NullMarked
package kmemcg.design.owners.bugs;

import org.jspecify.annotations.NullMarked;
