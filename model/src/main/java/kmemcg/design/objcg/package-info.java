/** Shared caches with an owner per object (obj_cgroup), as in Linux 6.1. */
@NullMarked
package kmemcg.design.objcg;

import org.jspecify.annotations.NullMarked;
