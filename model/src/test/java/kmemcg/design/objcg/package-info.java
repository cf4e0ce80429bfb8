/** Tests of the obj_cgroup design, run step by step on a sequential machine. */
@NullMarked
package kmemcg.design.objcg;

import org.jspecify.annotations.NullMarked;
