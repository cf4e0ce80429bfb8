@NullMarked
package kmemcg.design.caches;

import org.jspecify.annotations.NullMarked;
