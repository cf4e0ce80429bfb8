package kmemcg.property;

import kmemcg.machine.KernelObject;

/**
 * A slab page.
 *
 * @param isKnown whether its cache is one that the allocator knows
 * @param isListed whether it is on its cache's list
 * @param objects how many live objects are on it
 * @param inUse how many slots it says are in use
 * @param mayBeEmpty whether its cache keeps it although nothing is on it
 */
public record SlabPage(
        KernelObject slab, boolean isKnown, boolean isListed, long objects, long inUse, boolean mayBeEmpty) {}
