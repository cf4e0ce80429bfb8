/**
 * The machine that counts what a design does, for questions of cost: how many accesses, list nodes, grace periods and bytes, and never how
 * many seconds. One activity runs at a time, each to its end; whoever waits runs what it waits for.
 */
@NullMarked
package kmemcg.machine.counting;

import org.jspecify.annotations.NullMarked;
