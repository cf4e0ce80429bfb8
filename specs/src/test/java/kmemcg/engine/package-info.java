/** The engines there are. */
@NullMarked
package kmemcg.engine;

import org.jspecify.annotations.NullMarked;
