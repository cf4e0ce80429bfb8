package kmemcg.campaign;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import kmemcg.engine.Verdict;
import kmemcg.engine.Verdict.Outcome;
import kmemcg.engine.Violation;
import org.jspecify.annotations.Nullable;

/** All searches for one historical bug, in the order in which they were made. */
public record Trail(Quarry quarry, List<Trial> trials) {
    public Trail {
        trials = List.copyOf(trials);
    }

    /** The searches that found the bug with an invariant that it must break; at most one for each stage. */
    public List<Trial> catches() {
        return trials.stream().filter(this::isCatch).toList();
    }

    /** The searches that found something else, or something that names no invariant. */
    public List<Trial> unexpected() {
        return trials.stream()
                .filter(trial -> trial.verdict().outcome() == Outcome.VIOLATED && !isCatch(trial))
                .toList();
    }

    public boolean isFound() {
        return !catches().isEmpty();
    }

    /** Whether it was found in a stage. */
    public boolean isFound(Stage stage) {
        return catches().stream().anyMatch(trial -> trial.stage == stage);
    }

    /** Whether a search found the bug. */
    public boolean isCatch(Trial trial) {
        Violation violation = trial.verdict().violation();
        return violation != null && quarry.explains(violation);
    }

    /** The time of all searches. */
    public Duration elapsed() {
        return elapsed(trials);
    }

    /** The time from the first search to the end of this one. */
    public Duration elapsedUntil(Trial last) {
        return elapsed(trials.subList(0, trials.indexOf(last) + 1));
    }

    private static Duration elapsed(List<Trial> trials) {
        return trials.stream().map(trial -> trial.verdict().elapsed()).reduce(Duration.ZERO, Duration::plus);
    }

    /**
     * Of the claim that the bug fails as expected: HOLDS if it did; VIOLATED if it did not or did otherwise; BOUNDED or
     * TOOL_ERROR if that may be for want of time or because an engine failed. An engine that failed is never passed over.
     */
    public Outcome outcome() {
        if (!isFound() && !unexpected().isEmpty()) {
            return Outcome.VIOLATED;
        }
        if (saw(Outcome.TOOL_ERROR)) {
            return Outcome.TOOL_ERROR;
        }
        if (isFound()) {
            return Outcome.HOLDS;
        }
        return saw(Outcome.BOUNDED) ? Outcome.BOUNDED : Outcome.VIOLATED;
    }

    private boolean saw(Outcome outcome) {
        return trials.stream().anyMatch(trial -> trial.verdict().outcome() == outcome);
    }

    /** Which programs were tried. */
    public enum Stage {
        /** Generated ones; the bug is found as one would be that nobody knows. */
        UNDIRECTED,
        /** The bug's own scenario. */
        DIRECTED;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * One search.
     *
     * @param file with the counterexample, if there is one
     */
    public record Trial(
            Stage stage, Verdict verdict, @Nullable Path file) {}
}
