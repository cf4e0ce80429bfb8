/** The kernel's honest contract: what an operation may answer, seen from outside, one at a time or beside others. */
@NullMarked
package kmemcg.property.contract;

import org.jspecify.annotations.NullMarked;
