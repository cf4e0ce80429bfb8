package kmemcg.engine;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import kmemcg.machine.Finding;
import kmemcg.machine.Invariant;
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

    /** The invariants that broke, in the order in which they did. */
    public Set<Invariant> broken() {
        return findings.stream().map(Finding::broken).collect(Collectors.toCollection(LinkedHashSet::new));
    }
}
