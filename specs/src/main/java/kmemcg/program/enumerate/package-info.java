/** Every small program once: what "all small programs of this design" means, exactly. */
@NullMarked
package kmemcg.program.enumerate;

import org.jspecify.annotations.NullMarked;
