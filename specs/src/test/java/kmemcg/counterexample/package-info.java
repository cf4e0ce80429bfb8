/** Counterexample files are written and read without loss, and bad ones are refused with their place. */
@NullMarked
package kmemcg.counterexample;

import org.jspecify.annotations.NullMarked;
