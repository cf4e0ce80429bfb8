/** What the terminal shows. */
@NullMarked
package kmemcg.report;

import org.jspecify.annotations.NullMarked;
