package kmemcg.campaign;

import java.time.Duration;
import kmemcg.engine.Walks;
import kmemcg.explore.MemoryModel;

/**
 * What a campaign may spend, and on which luck.
 *
 * @param seed of everything that is chosen at random
 * @param effort how many times the engines' default number of tries
 * @param budget the time for all of it
 * @param memory for engines that enumerate executions
 * @param walks which executions, for engines that enumerate them
 */
public record Settings(long seed, double effort, Duration budget, MemoryModel memory, Walks walks) {
    private static final Duration LEAST = Duration.ofMillis(1);

    /** What is left when so much time has been spent: something, or nothing would be tried at all. */
    public Settings after(Duration spent) {
        Duration left = budget.minus(spent);
        return new Settings(seed, effort, left.compareTo(LEAST) < 0 ? LEAST : left, memory, walks);
    }
}
