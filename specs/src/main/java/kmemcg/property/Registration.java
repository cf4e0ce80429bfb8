package kmemcg.property;

import kmemcg.machine.KernelObject;

/**
 * A cache where lookups find it.
 *
 * @param place where: a list of caches, a slot of a table
 * @param isMatching whether it is ready for use and the one that belongs there: of the right group, made from the right cache
 */
public record Registration(String place, KernelObject cache, boolean isMatching) {}
