/** Tests of the enumeration. */
@NullMarked
package kmemcg.program.enumerate;

import org.jspecify.annotations.NullMarked;
