/** The counting machine. */
@NullMarked
package kmemcg.machine.counting;

import org.jspecify.annotations.NullMarked;
