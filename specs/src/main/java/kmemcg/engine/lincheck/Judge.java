package kmemcg.engine.lincheck;

import org.jetbrains.kotlinx.lincheck.execution.ExecutionResult;
import org.jetbrains.kotlinx.lincheck.execution.ExecutionScenario;
import org.jetbrains.lincheck.datastructures.verifier.Verifier;

/** Asked by Lincheck after each run in which the validator found nothing. */
public final class Judge implements Verifier {
    /** As Lincheck wants it. */
    public Judge(Class<?> specification) {}

    @Override
    public boolean verifyResults(ExecutionScenario scenario, ExecutionResult results) {
        Trial trial = Scenario.trial(scenario);
        trial.checkTime();
        return true;
    }
}
