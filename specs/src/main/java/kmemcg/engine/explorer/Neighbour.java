package kmemcg.engine.explorer;

import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import kmemcg.engine.Subject;
import kmemcg.engine.Violation;
import kmemcg.explore.RecordedStep;

/**
 * The passing execution that is nearest to a failing one: the same up to a switch between threads, which is not made. Of all such, the one
 * that parts last.
 *
 * @param last the last step that both have in common
 * @param next the step that the failing execution does then, in another thread
 */
record Neighbour(RecordedStep last, RecordedStep next) {
    /**
     * Looks for it, from the last switch backwards.
     *
     * @param isTimeUp whether not to look any further
     * @return nothing if there is none, nothing was recorded, or the time was up
     */
    static Optional<Neighbour> of(Subject subject, Violation violation, BooleanSupplier isTimeUp) {
        Attempts attempts = new Attempts(subject, violation.memory(), 1, wrong -> true, () -> false, new Tally());
        List<RecordedStep> steps = violation.recorded();
        for (int at = steps.size() - 1; at > 0 && !isTimeUp.getAsBoolean(); at--) {
            RecordedStep last = steps.get(at - 1);
            if (isInterrupted(steps, at) && attempts.passes(violation.program(), steps.subList(0, at), last.thread())) {
                return Optional.of(new Neighbour(last, steps.get(at)));
            }
        }
        return Optional.empty();
    }

    /** Whether a thread is left there that has something to do later. */
    private static boolean isInterrupted(List<RecordedStep> steps, int at) {
        String thread = steps.get(at - 1).thread();
        return !steps.get(at).thread().equals(thread)
                && steps.subList(at, steps.size()).stream()
                        .anyMatch(step -> step.thread().equals(thread));
    }

    /** In one line. */
    @Override
    public String toString() {
        return "passes if %s goes on after '%s', before %s: '%s'"
                .formatted(last.thread(), last.text(), next.thread(), next.text());
    }
}
