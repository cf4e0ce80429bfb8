/** Tests of the generators. */
@NullMarked
package kmemcg.program.generate;

import org.jspecify.annotations.NullMarked;
