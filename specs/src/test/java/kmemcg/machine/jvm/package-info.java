/** The machine's RCU under a scheduler that tries every order. */
@NullMarked
package kmemcg.machine.jvm;

import org.jspecify.annotations.NullMarked;
