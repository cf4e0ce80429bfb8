/** The explorer as an engine: every execution of many small programs. */
@NullMarked
package kmemcg.engine.explorer;

import org.jspecify.annotations.NullMarked;
