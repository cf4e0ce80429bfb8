/** The vocabulary of operations that every design speaks, and one sub-package a design. */
@NullMarked
package kmemcg.design;

import org.jspecify.annotations.NullMarked;
