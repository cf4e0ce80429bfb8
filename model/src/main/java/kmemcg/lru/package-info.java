/** List_lru, shrinkers and the bitmaps that announce them. */
@NullMarked
package kmemcg.lru;

import org.jspecify.annotations.NullMarked;
