package kmemcg.engine;

import java.util.List;
import kmemcg.explore.Followed;
import kmemcg.machine.Finding;

/**
 * What became of a counterexample that was gone through again step by step.
 *
 * @param findings what is wrong now; none if nothing is, or if the way does not lead to the end any more
 */
public record Retraced(Followed way, List<Finding> findings) {
    public Retraced {
        findings = List.copyOf(findings);
    }
}
