/** The command line, end to end. */
@NullMarked
package kmemcg.cli;

import org.jspecify.annotations.NullMarked;
