/** Tests that each historical bug shows, where the design does not. */
@NullMarked
package kmemcg.design.objcg.bugs;

import org.jspecify.annotations.NullMarked;
