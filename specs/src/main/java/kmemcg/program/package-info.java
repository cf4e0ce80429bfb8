/** Programs as plain data: threads times operations, generated, read and printed; and their execution. */
@NullMarked
package kmemcg.program;

import org.jspecify.annotations.NullMarked;
