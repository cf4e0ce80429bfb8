/** What hardware and kernel give a design: memory with its orders, locks, RCU, per-CPU data, work queues, allocation. */
@NullMarked
package kmemcg.machine;

import org.jspecify.annotations.NullMarked;
