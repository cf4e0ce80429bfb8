/** Tests of the explorer as an engine. */
@NullMarked
package kmemcg.engine.explorer;

import org.jspecify.annotations.NullMarked;
