/** Per-memcg caches, as merged in Linux 3.8 and as they were in 4.0 to 4.10. */
@NullMarked
package kmemcg.design.percache;

import org.jspecify.annotations.NullMarked;
