@NullMarked
package kmemcg.design.naturalized;

import org.jspecify.annotations.NullMarked;
