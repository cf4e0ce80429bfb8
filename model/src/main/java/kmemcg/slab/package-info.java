/** Caches, slab pages and the objects on them. */
@NullMarked
package kmemcg.slab;

import org.jspecify.annotations.NullMarked;
