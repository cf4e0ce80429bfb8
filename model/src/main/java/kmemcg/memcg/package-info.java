/** The cgroup tree: css life cycle, page counters, limits, per-CPU page stocks. */
@NullMarked
package kmemcg.memcg;

import org.jspecify.annotations.NullMarked;
