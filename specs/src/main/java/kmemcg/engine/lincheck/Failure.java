package kmemcg.engine.lincheck;

import java.util.ArrayList;
import java.util.List;
import kmemcg.machine.Finding;
import kmemcg.machine.Invariant;
import org.jetbrains.kotlinx.lincheck.strategy.LincheckFailure;
import org.jetbrains.kotlinx.lincheck.strategy.ManagedDeadlockFailure;
import org.jetbrains.kotlinx.lincheck.strategy.ManagedLivelockFailure;
import org.jetbrains.kotlinx.lincheck.strategy.TimeoutFailure;

/**
 * A run in which something was wrong.
 *
 * @param findings never empty
 */
record Failure(Trial trial, List<Finding> findings) {
    /** What Lincheck reports, in our words: those of the validator if the run came so far. */
    static Failure of(LincheckFailure failure) {
        Trial trial = Scenario.trial(failure.getScenario());
        if (!trial.findings().isEmpty()) {
            return new Failure(trial, trial.findings());
        }
        List<Finding> findings = new ArrayList<>(trial.last().findings());
        findings.add(new Finding(Invariant.PROGRESS, kind(failure), "no thread can go on"));
        return new Failure(trial, findings);
    }

    private static String kind(LincheckFailure failure) {
        if (failure instanceof ManagedDeadlockFailure) {
            return "deadlock";
        }
        if (failure instanceof ManagedLivelockFailure) {
            return "livelock";
        }
        if (failure instanceof TimeoutFailure) {
            return "hang";
        }
        throw new IllegalStateException("Lincheck: " + failure);
    }

    /** Whether it says something about the design: not if the machine had met a limit of its own. */
    boolean isMeaningful() {
        return !trial.last().isLimited();
    }
}
