/** JCStress races: real hardware, real compiler, real ordering. */
@NullMarked
package kmemcg.stress;

import org.jspecify.annotations.NullMarked;
