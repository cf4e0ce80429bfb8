/** The historical bugs of obj_cgroup: each class changes the step that was wrong, and nothing else. */
@NullMarked
package kmemcg.design.objcg.bugs;

import org.jspecify.annotations.NullMarked;
