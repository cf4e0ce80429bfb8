/** What must hold: the reference model, the ten invariants in their strengths, the sequential specification. */
@NullMarked
package kmemcg.property;

import org.jspecify.annotations.NullMarked;
