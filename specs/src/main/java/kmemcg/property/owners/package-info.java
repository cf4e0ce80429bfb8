/** What the proposal in which objects name groups tells of its memory, and what it promises. */
@NullMarked
package kmemcg.property.owners;

import org.jspecify.annotations.NullMarked;
