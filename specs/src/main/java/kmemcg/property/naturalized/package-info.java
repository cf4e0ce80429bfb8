/** What the designs of user pages on LRU lists tell of their memory, and what they promise. */
@NullMarked
package kmemcg.property.naturalized;

import org.jspecify.annotations.NullMarked;
