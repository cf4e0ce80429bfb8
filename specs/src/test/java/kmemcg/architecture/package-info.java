/** The rules of the house that can be seen in classes and sources, and code that breaks each of them. */
@NullMarked
package kmemcg.architecture;

import org.jspecify.annotations.NullMarked;
