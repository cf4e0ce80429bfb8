/** What is wrong with the input is said so that it can be mended. */
@NullMarked
package kmemcg.input;

import org.jspecify.annotations.NullMarked;
