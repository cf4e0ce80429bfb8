package kmemcg.explore;

import org.jspecify.annotations.Nullable;

/**
 * How far a recorded way could be gone.
 *
 * @param difference where it first was another way; null if it nowhere was
 * @param toTheEnd whether all that was recorded was done, in that sequence, whatever else was done, and led to an execution: to one in which
 *     nobody can go on, or something was found
 */
public record Followed(@Nullable Difference difference, boolean toTheEnd) {}
