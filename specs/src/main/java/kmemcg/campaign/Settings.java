package kmemcg.campaign;

import java.time.Duration;

/**
 * What a campaign may spend, and on which luck.
 *
 * @param seed of everything that is chosen at random
 * @param effort how many times the engines' default number of tries
 * @param budget the time for all of it
 */
public record Settings(long seed, double effort, Duration budget) {}
