/** What the two proposals of early 2012 have in common. */
@NullMarked
package kmemcg.design.rfc;

import org.jspecify.annotations.NullMarked;
