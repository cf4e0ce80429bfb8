package kmemcg.engine.lincheck;

import java.util.ArrayList;
import java.util.List;
import org.jetbrains.lincheck.LincheckAssertionError;
import org.jetbrains.lincheck.datastructures.Options;
import org.jspecify.annotations.Nullable;

/** Runs trials. Many in one call of Lincheck, since a call costs as much as fifty interleavings. */
final class Lincheck {
    private Lincheck() {}

    /**
     * Runs trials of one strategy, one after the other, until something is wrong in one.
     *
     * @param invocations the most runs of each trial
     * @return the first failure; null if there was none
     * @throws Trial.TimeIsUp if a trial's time is up
     */
    static @Nullable Failure check(List<Trial> trials, int invocations) {
        List<Trial> left = new ArrayList<>(trials);
        while (!left.isEmpty()) {
            Failure failure = firstOf(left, invocations);
            if (failure == null || failure.isMeaningful()) {
                return failure;
            }
            left = left.subList(left.indexOf(failure.trial()) + 1, left.size());
        }
        return null;
    }

    private static @Nullable Failure firstOf(List<Trial> trials, int invocations) {
        Options<?, ?> options = trials.get(0).strategy().options();
        options.iterations(0);
        options.invocationsPerIteration(invocations);
        options.minimizeFailedScenario(false);
        options.verifier(Judge.class);
        trials.forEach(trial -> options.addCustomScenario(Scenario.of(trial)));
        try {
            options.check(Interleaved.class);
            return null;
        } catch (LincheckAssertionError error) {
            return Failure.of(error.getFailure$lincheck());
        }
    }
}
