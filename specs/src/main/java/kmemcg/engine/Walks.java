package kmemcg.engine;

/**
 * Which random walks through a program's executions to make instead of looking at all executions. A walk is known by its number and
 * the search's seed.
 *
 * @param first the number of the first, from 1
 * @param count how many; 0 if all executions are to be looked at
 */
public record Walks(long first, long count) {
    /** None: all executions. */
    public static final Walks NONE = new Walks(1, 0);
}
