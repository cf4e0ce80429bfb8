/** What designs in which each object has an owner tell of their memory. */
@NullMarked
package kmemcg.property.ownership;

import org.jspecify.annotations.NullMarked;
