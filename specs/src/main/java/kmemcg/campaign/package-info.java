/** Many searches in a row: check the designs, hunt the historical bugs, replay counterexamples. */
@NullMarked
package kmemcg.campaign;

import org.jspecify.annotations.NullMarked;
