/** Each promise of the machine, kept and broken. */
@NullMarked
package kmemcg.machine.jvm;

import org.jspecify.annotations.NullMarked;
