/** Campaigns with fake engines. */
@NullMarked
package kmemcg.campaign;

import org.jspecify.annotations.NullMarked;
