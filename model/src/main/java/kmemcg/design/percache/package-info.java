/** Per-memcg caches as they were in Linux 4.0 to 4.10. */
@NullMarked
package kmemcg.design.percache;

import org.jspecify.annotations.NullMarked;
