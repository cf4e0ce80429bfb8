/** The machine on real threads: VarHandle memory, spinning locks, user-level RCU, and deferred work that waiting tasks run. */
@NullMarked
package kmemcg.machine.jvm;

import org.jspecify.annotations.NullMarked;
