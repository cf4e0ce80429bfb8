/** Per-memcg caches as first merged, whose end is agreed on by a flag and a count: Linux 3.8 to 3.18, and the proposal of February 2014. */
@NullMarked
package kmemcg.design.handshake;

import org.jspecify.annotations.NullMarked;
