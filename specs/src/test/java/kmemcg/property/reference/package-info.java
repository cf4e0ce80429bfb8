/** The reference model against hand-worked cases from the kernel's own arithmetic. */
@NullMarked
package kmemcg.property.reference;

import org.jspecify.annotations.NullMarked;
