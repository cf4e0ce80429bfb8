package kmemcg.engine;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What an engine answers.
 *
 * @param engine its name
 * @param outcome the answer in one word
 * @param tries how much was tried
 * @param unit of what: {@code "programs"}, {@code "interleavings"}, {@code "samples"}
 * @param elapsed wall-clock time
 * @param violation the shrunk counterexample if one was found; null also if the engine runs no programs
 * @param note what a reader should know in addition, perhaps empty; of a tool error, what went wrong; of a violation without
 *     a counterexample, what was seen
 */
public record Verdict(
        String engine,
        Outcome outcome,
        long tries,
        String unit,
        Duration elapsed,
        @Nullable Violation violation,
        String note) {

    /** The answer in one word. */
    public enum Outcome {
        /** Nothing was found in all that was planned. */
        HOLDS,
        /** A violation was found. */
        VIOLATED,
        /** Too little could be tried to say anything. */
        BOUNDED,
        /** The engine itself failed. */
        TOOL_ERROR
    }
}
