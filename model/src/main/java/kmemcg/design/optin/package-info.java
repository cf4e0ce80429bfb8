/** Opt-in caches for each group (Costa, February 2012). */
@NullMarked
package kmemcg.design.optin;

import org.jspecify.annotations.NullMarked;
