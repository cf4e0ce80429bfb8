package kmemcg.engine.explorer;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
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
    private final List<Finding> findings = new ArrayList<>();
    private final List<String> steps = new ArrayList<>();
    private long executions;
    private boolean isExhausted;

    private Attempt(Program program, Trial trial, long most, BooleanSupplier timeIsUp) {
        this.program = program;
        this.trial = trial;
        this.most = most;
        this.timeIsUp = timeIsUp;
    }

    /**
     * Explores a program.
     *
     * @param most executions to look at
     */
    static Attempt at(Subject subject, Program program, MemoryModel model, long most, BooleanSupplier timeIsUp) {
        Attempt attempt = new Attempt(program, new Trial(subject, program, model), most, timeIsUp);
        attempt.run();
        return attempt;
    }

    private void run() {
        findings.addAll(trial.earlyFindings());
        if (findings.isEmpty()) {
            Summary summary = new Exploration(trial.machine(), trial.threads(), this).all();
            isExhausted = summary.isExhausted();
            trial.lateFindings().forEach(finding -> addFinding(finding));
        }
    }

    private void addFinding(Finding finding) {
        if (!findings.contains(finding)) {
            findings.add(finding);
        }
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
    public void found(Execution execution, Finding finding) {
        executions++;
        wrong(execution, List.of(finding));
    }

    private void wrong(Execution execution, List<Finding> wrong) {
        if (!wrong.isEmpty()) {
            wrong.forEach(this::addFinding);
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
