package kmemcg.engine;

import java.util.List;
import kmemcg.explore.Followed;
import kmemcg.explore.RecordedStep;
import kmemcg.machine.Finding;

/**
 * What became of a counterexample that was gone through again step by step.
 *
 * @param findings what is wrong now; none if nothing is, or if the way does not lead to the end any more
 * @param recorded every step as it is done now, if something is wrong
 */
public record Retraced(Followed way, List<Finding> findings, List<RecordedStep> recorded) {
    public Retraced {
        findings = List.copyOf(findings);
        recorded = List.copyOf(recorded);
    }
}
