/**
 * What a design promises, in one object a design: how it is looked at, what it may answer, what it must answer.
 *
 * <p>A new design brings a package of its own beside {@code kmemcg.property.objcg}, with
 * <ul>
 *   <li>a {@link kmemcg.property.State}, or {@link kmemcg.property.SlabState} if it accounts for slab objects, that enumerates its memory;
 *   <li>{@link kmemcg.property.promises.Promises}, named in {@code META-INF/services}: with that state, and how the design charges;
 *   <li>once somebody has written it down, a {@link kmemcg.property.reference.ReferenceModel}.
 * </ul>
 */
@NullMarked
package kmemcg.property.promises;

import org.jspecify.annotations.NullMarked;
