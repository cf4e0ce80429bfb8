/** What the two proposals of early 2012 tell of their memory, and what they promise. */
@NullMarked
package kmemcg.property.rfc;

import org.jspecify.annotations.NullMarked;
