@NullMarked
package kmemcg.design.owners;

import org.jspecify.annotations.NullMarked;
