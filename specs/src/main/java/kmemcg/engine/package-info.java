/** Engines that try to break a design; each answers with a Verdict. */
@NullMarked
package kmemcg.engine;

import org.jspecify.annotations.NullMarked;
