/** What the sequential engine finds, and that it finds nothing in the correct design. */
@NullMarked
package kmemcg.engine.sequences;

import org.jspecify.annotations.NullMarked;
