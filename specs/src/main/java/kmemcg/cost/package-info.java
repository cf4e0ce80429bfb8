/**
 * What a design costs, as counted work: list entries walked past, grace periods waited for, counter updates, bytes. The real designs run on
 * the {@link kmemcg.machine.counting counting machine}; nothing here measures time, so every figure is the same on every machine.
 */
@NullMarked
package kmemcg.cost;

import org.jspecify.annotations.NullMarked;
