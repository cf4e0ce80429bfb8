package kmemcg.engine.explorer;

import java.util.List;
import kmemcg.explore.RecordedStep;
import kmemcg.machine.Finding;
import kmemcg.program.Program;

/**
 * What became of exploring one program.
 *
 * @param findings what was wrong in the first execution in which anything was
 * @param steps what happened in that execution
 * @param recorded the same, to be done again
 * @param executions looked at
 * @param isExhausted whether there is no execution that was not looked at
 * @param share of all executions that was looked at, about; 1 if it was exhausted
 * @param walk the number of the random walk that failed; 0 if none did
 */
record Attempt(
        Program program,
        List<Finding> findings,
        List<String> steps,
        List<RecordedStep> recorded,
        long executions,
        boolean isExhausted,
        double share,
        long walk) {
    boolean isFailure() {
        return !findings.isEmpty();
    }

    /** The same, which a random walk came to. */
    Attempt byWalk(long number) {
        return new Attempt(program, findings, steps, recorded, executions, isExhausted, share, number);
    }

    /** The same, with other executions looked at besides. */
    Attempt and(long others) {
        return new Attempt(program, findings, steps, recorded, executions + others, isExhausted, share, walk);
    }

    /** Whether the same thing is wrong with another program. */
    boolean isLike(Attempt other) {
        Finding wanted = other.findings.get(0);
        return findings.stream()
                .anyMatch(found ->
                        found.broken() == wanted.broken() && found.kind().equals(wanted.kind()));
    }
}
