/** Pages of processes on LRU lists: two for each page, as until 3.2, and exactly one, as since 3.3. */
@NullMarked
package kmemcg.design.naturalized;

import org.jspecify.annotations.NullMarked;
