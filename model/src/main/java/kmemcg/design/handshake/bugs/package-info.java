/** Bugs of the caches that end by a handshake: what 3.8 to 3.18 had, and what the proposal of February 2014 had as posted. */
@NullMarked
package kmemcg.design.handshake.bugs;

import org.jspecify.annotations.NullMarked;
