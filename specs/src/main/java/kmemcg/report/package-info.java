/** What the user sees of a campaign: tables, figures and progress on the terminal. */
@NullMarked
package kmemcg.report;

import org.jspecify.annotations.NullMarked;
