/** What a design promises, in one object a design: how it is looked at, what it may answer, what it must answer. */
@NullMarked
package kmemcg.property.promises;

import org.jspecify.annotations.NullMarked;
