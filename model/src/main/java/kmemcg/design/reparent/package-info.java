/** Per-memcg caches that go to the parent when their group is removed, as in Linux 5.3 to 5.8. */
@NullMarked
package kmemcg.design.reparent;

import org.jspecify.annotations.NullMarked;
