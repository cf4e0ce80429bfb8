/** The historical bugs of the LRU designs: each class changes the step that was wrong, and nothing else. */
@NullMarked
package kmemcg.design.naturalized.bugs;

import org.jspecify.annotations.NullMarked;
