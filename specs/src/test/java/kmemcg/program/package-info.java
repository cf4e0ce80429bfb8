/** Tests of programs: their text, their rules, their execution, their generation. */
@NullMarked
package kmemcg.program;

import org.jspecify.annotations.NullMarked;
