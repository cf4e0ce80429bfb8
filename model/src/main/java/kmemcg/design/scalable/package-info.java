/** The scalability set of Linux 4.11: lists per group, asynchronous deactivation, batched destruction. */
@NullMarked
package kmemcg.design.scalable;

import org.jspecify.annotations.NullMarked;
