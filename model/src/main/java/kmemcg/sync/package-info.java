/** Built on the machine: reference counts that live in two modes, persistent lists under a lock. */
@NullMarked
package kmemcg.sync;

import org.jspecify.annotations.NullMarked;
