/** Tests of that design. */
@NullMarked
package kmemcg.design.optin;

import org.jspecify.annotations.NullMarked;
