/** What designs cost, against what is published of them. */
@NullMarked
package kmemcg.cost;

import org.jspecify.annotations.NullMarked;
