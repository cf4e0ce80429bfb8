package kmemcg.engine.explorer;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import kmemcg.engine.Subject;
import kmemcg.explore.Execution;
import kmemcg.explore.Exploration;
import kmemcg.explore.Exploration.Summary;
import kmemcg.explore.MemoryModel;
import kmemcg.machine.Finding;
import kmemcg.program.Program;

/** One program, explored until something is wrong, everything is seen, or enough is. */
final class Attempt implements Exploration.Observer {
    private final Program program;
    private final Trial trial;
    private final long most;
    private final BooleanSupplier timeIsUp;
    private final Predicate<List<Finding>> wanted;
    private final List<Finding> findings = new ArrayList<>();
    private final List<String> steps = new ArrayList<>();
    private long executions;
    private boolean isExhausted;

    private Attempt(
            Program program, Trial trial, long most, BooleanSupplier timeIsUp, Predicate<List<Finding>> wanted) {
        this.program = program;
        this.trial = trial;
        this.most = most;
        this.timeIsUp = timeIsUp;
        this.wanted = wanted;
    }

    /**
     * Explores a program.
     *
     * @param most executions to look at
     * @param wanted what counts of what is wrong with an execution
     */
    static Attempt at(
            Subject subject,
            Program program,
            MemoryModel model,
            long most,
            BooleanSupplier timeIsUp,
            Predicate<List<Finding>> wanted) {
        Attempt attempt = new Attempt(program, new Trial(subject, program, model), most, timeIsUp, wanted);
        attempt.run();
        return attempt;
    }

    private void run() {
        note(trial.earlyFindings());
        if (findings.isEmpty() && !trial.threads().isEmpty()) {
            Summary summary = new Exploration(trial.machine(), trial.threads(), this).all();
            isExhausted = summary.isExhausted();
            note(trial.lateFindings());
        }
    }

    private boolean note(List<Finding> wrong) {
        boolean counts = !wrong.isEmpty() && wanted.test(wrong);
        if (counts) {
            wrong.stream().filter(finding -> !findings.contains(finding)).forEach(findings::add);
        }
        return counts;
    }

    @Override
    public void complete(Execution execution) {
        executions++;
        wrong(execution, trial.judge(execution));
    }

    @Override
    public void deadlocked(Execution execution) {
        executions++;
        wrong(execution, List.of(execution.waitCycle().finding()));
    }

    @Override
    public boolean found(Execution execution, Finding finding) {
        executions++;
        wrong(execution, List.of(finding));
        return true;
    }

    private void wrong(Execution execution, List<Finding> wrong) {
        if (note(wrong)) {
            steps.addAll(trial.lanes(execution, wrong));
            wrong.forEach(finding -> steps.add("broken: " + finding));
        }
    }

    @Override
    public boolean goesOn() {
        return findings.isEmpty() && executions < most && !timeIsUp.getAsBoolean();
    }

    Program program() {
        return program;
    }

    /** What was wrong in the first execution in which anything was. */
    List<Finding> findings() {
        return findings;
    }

    /** What happened in that execution. */
    List<String> steps() {
        return steps;
    }

    boolean isFailure() {
        return !findings.isEmpty();
    }

    /** Executions looked at. */
    long executions() {
        return executions;
    }

    /** Whether there is no execution that was not looked at. */
    boolean isExhausted() {
        return isExhausted;
    }

    /** Whether the same thing is wrong with another program. */
    boolean isLike(Attempt other) {
        Finding wanted = other.findings.get(0);
        return findings.stream()
                .anyMatch(found ->
                        found.broken() == wanted.broken() && found.kind().equals(wanted.kind()));
    }
}
