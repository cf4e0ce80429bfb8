/** What obj_cgroup tells of its memory, and what it promises. */
@NullMarked
package kmemcg.property.objcg;

import org.jspecify.annotations.NullMarked;
