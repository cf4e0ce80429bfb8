package kmemcg.engine.explorer;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.stream.Stream;
import kmemcg.engine.Subject;
import kmemcg.explore.Exploration;
import kmemcg.explore.Exploration.Summary;
import kmemcg.explore.MemoryModel;
import kmemcg.explore.Workers;
import kmemcg.machine.Finding;
import kmemcg.program.Program;

/**
 * How the programs of one search are explored.
 *
 * @param workers how many may share a program
 * @param wanted what counts of what is wrong with an execution
 */
record Attempts(
        Subject subject, MemoryModel model, int workers, Predicate<List<Finding>> wanted, BooleanSupplier timeIsUp) {
    /** What one worker is through with before others have booted their machines. */
    private static final long FEW = 1_000;

    /**
     * Explores a program with one worker: with equal bounds, always the same executions.
     *
     * @param most executions to look at
     */
    Attempt alone(Program program, long most) {
        return alone(program, most, () -> false);
    }

    /** The same, unless nobody wants to know any more. */
    Attempt alone(Program program, long most, BooleanSupplier isMoot) {
        Trial trial = new Trial(subject, program, model);
        return explore(
                program,
                List.of(new Judge(trial, most, wanted, () -> timeIsUp.getAsBoolean() || isMoot.getAsBoolean())));
    }

    /**
     * Explores a program to its end. Several workers see a failing execution sooner than one; but which one they see is a matter
     * of luck, so the first in order is then looked for by one alone.
     */
    Attempt toTheEnd(Program program) {
        Attempt first = alone(program, workers == 1 ? Long.MAX_VALUE : FEW);
        if (workers == 1 || first.isFailure() || first.isExhausted() || timeIsUp.getAsBoolean()) {
            return first;
        }
        Attempt together = together(program);
        Attempt failure = together.isFailure() ? alone(program, Long.MAX_VALUE) : together;
        return failure.isFailure() ? failure : together;
    }

    private Attempt together(Program program) {
        return explore(
                program,
                Stream.generate(() -> new Trial(subject, program, model))
                        .limit(workers)
                        .map(trial -> new Judge(trial, Long.MAX_VALUE, wanted, timeIsUp))
                        .toList());
    }

    private Attempt explore(Program program, List<Judge> judges) {
        Trial trial = judges.get(0).trial();
        List<Finding> early = counting(trial.earlyFindings());
        if (!early.isEmpty() || trial.threads().isEmpty()) {
            return new Attempt(program, early, List.of(), 0, early.isEmpty());
        }
        List<Exploration> explorations = judges.stream().map(Judge::exploration).toList();
        Summary summary = Workers.all(explorations);
        judges.stream().skip(1).forEach(judge -> trial.addLockOrder(judge.trial()));
        long executions = judges.stream().mapToLong(Judge::executions).sum();
        Judge decisive = judges.stream()
                .filter(judge -> !judge.findings().isEmpty())
                .findFirst()
                .orElse(judges.get(0));
        Set<Finding> findings = new LinkedHashSet<>(decisive.findings());
        findings.addAll(counting(trial.lateFindings()));
        return new Attempt(program, new ArrayList<>(findings), decisive.steps(), executions, summary.isExhausted());
    }

    private List<Finding> counting(List<Finding> wrong) {
        return !wrong.isEmpty() && wanted.test(wrong) ? wrong : List.of();
    }
}
