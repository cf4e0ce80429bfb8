package kmemcg.property;

/**
 * A counter over several lists.
 *
 * @param name what it counts: {@code "node"}
 * @param counted what it says
 * @param items how many items there are on those lists
 */
public record ListTotal(String name, long counted, long items) {}
