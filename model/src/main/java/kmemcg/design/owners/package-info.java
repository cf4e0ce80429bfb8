/** Shared caches whose objects name the group that pays (proposal, 2014). */
@NullMarked
package kmemcg.design.owners;

import org.jspecify.annotations.NullMarked;
