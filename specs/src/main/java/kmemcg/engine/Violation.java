package kmemcg.engine;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import kmemcg.explore.MemoryModel;
import kmemcg.explore.RecordedStep;
import kmemcg.machine.Finding;
import kmemcg.machine.Invariant;
import kmemcg.program.Program;

/**
 * A counterexample: a program and one way it ran that broke something.
 *
 * @param program shrunk as far as the engine could
 * @param findings what broke, the first one first; never empty
 * @param steps what happened, one readable line a step: {@code "T1 free o -> ok"}
 * @param memory the memory model under which it ran so
 * @param walk the number of the random walk that came to it; 0 if none did
 * @param recorded every step, for an engine that can do them again; empty if none can
 * @param watched every step, only to be looked at, if none is recorded; empty if nobody knows them
 */
public record Violation(
        Program program,
        List<Finding> findings,
        List<String> steps,
        MemoryModel memory,
        long walk,
        List<RecordedStep> recorded,
        List<RecordedStep> watched) {
    public Violation {
        if (findings.isEmpty()) {
            throw new IllegalArgumentException("a violation without a finding");
        }
        findings = List.copyOf(findings);
        steps = List.copyOf(steps);
        recorded = List.copyOf(recorded);
        watched = List.copyOf(watched);
    }

    /** A counterexample of which no steps are known but those that can be done again. */
    public Violation(
            Program program,
            List<Finding> findings,
            List<String> steps,
            MemoryModel memory,
            long walk,
            List<RecordedStep> recorded) {
        this(program, findings, steps, memory, walk, recorded, List.of());
    }

    /** A counterexample of an engine that has one memory model, and does nothing again but the whole. */
    public Violation(Program program, List<Finding> findings, List<String> steps) {
        this(program, findings, steps, MemoryModel.SC, 0, List.of());
    }

    /** The same, to be repeated as a whole only. */
    public Violation withoutRecord() {
        return withRecord(List.of());
    }

    /** The same, with other steps to go through it again. */
    public Violation withRecord(List<RecordedStep> other) {
        return new Violation(program, findings, steps, memory, walk, other, watched);
    }

    /** The same, with steps to look at. */
    public Violation withWatched(List<RecordedStep> other) {
        return new Violation(program, findings, steps, memory, walk, recorded, other);
    }

    /** Every step, as it was recorded or else watched; empty if nobody knows them. */
    public List<RecordedStep> everyStep() {
        return recorded.isEmpty() ? watched : recorded;
    }

    /** The same, with another line behind what happened. */
    public Violation followedBy(String line) {
        List<String> lines = new ArrayList<>(steps);
        lines.add(line);
        return new Violation(program, findings, lines, memory, walk, recorded, watched);
    }

    /** The invariants that broke, in the order in which they did. */
    public Set<Invariant> broken() {
        return findings.stream().map(Finding::broken).collect(Collectors.toCollection(LinkedHashSet::new));
    }
}
