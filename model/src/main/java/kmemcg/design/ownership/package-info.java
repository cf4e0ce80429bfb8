/** What designs have in common in which each object has an owner: vectors of owners, charges in bytes, shared caches. */
@NullMarked
package kmemcg.design.ownership;

import org.jspecify.annotations.NullMarked;
