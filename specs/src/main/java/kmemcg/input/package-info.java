/** What is wrong with what the user gave us, said so that it can be mended. */
@NullMarked
package kmemcg.input;

import org.jspecify.annotations.NullMarked;
