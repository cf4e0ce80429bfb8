package kmemcg.explore;

/**
 * Where a program no longer does what was recorded.
 *
 * @param step the first step that is not as it was, from 1
 * @param then what was recorded there
 * @param now what the same thread does instead
 */
public record Difference(int step, String then, String now) {}
