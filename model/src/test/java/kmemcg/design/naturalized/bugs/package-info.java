@NullMarked
package kmemcg.design.naturalized.bugs;

import org.jspecify.annotations.NullMarked;
