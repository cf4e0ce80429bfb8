@NullMarked
package kmemcg.property.contract;

import org.jspecify.annotations.NullMarked;
