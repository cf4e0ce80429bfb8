/** What must hold of the designs with a cache for each group and kind. */
@NullMarked
package kmemcg.property.caches;

import org.jspecify.annotations.NullMarked;
