/** What was wrong with that design as posted. */
@NullMarked
package kmemcg.design.optin.bugs;

import org.jspecify.annotations.NullMarked;
