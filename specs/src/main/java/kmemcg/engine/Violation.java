package kmemcg.engine;

import java.util.List;
import kmemcg.machine.Finding;
import kmemcg.program.Program;

/**
 * A counterexample: a program and one way it ran that broke something.
 *
 * @param program shrunk as far as the engine could
 * @param findings what broke, the first one first; never empty
 * @param steps what happened, one readable line a step: {@code "T1 free o -> ok"}
 */
public record Violation(Program program, List<Finding> findings, List<String> steps) {
    public Violation {
        if (findings.isEmpty()) {
            throw new IllegalArgumentException("a violation without a finding");
        }
        findings = List.copyOf(findings);
        steps = List.copyOf(steps);
    }
}
