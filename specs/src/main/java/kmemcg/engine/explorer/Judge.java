package kmemcg.engine.explorer;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import kmemcg.explore.Execution;
import kmemcg.explore.Exploration;
import kmemcg.explore.RecordedStep;
import kmemcg.machine.Finding;

/** One worker's view of a program's executions, until something is wrong or enough is seen. */
final class Judge implements Exploration.Observer {
    private final Trial trial;
    private final long most;
    private final Predicate<List<Finding>> wanted;
    private final BooleanSupplier isEnough;
    private final List<Finding> findings = new ArrayList<>();
    private final List<String> steps = new ArrayList<>();
    private final List<RecordedStep> recorded = new ArrayList<>();
    private final LongAdder seen;
    private long executions;

    /**
     * Has seen nothing yet.
     *
     * @param most executions to look at
     * @param wanted what counts of what is wrong with an execution
     * @param seen what all workers have looked at; read by whoever looks on
     */
    Judge(Trial trial, long most, Predicate<List<Finding>> wanted, BooleanSupplier isEnough, LongAdder seen) {
        this.trial = trial;
        this.most = most;
        this.wanted = wanted;
        this.isEnough = isEnough;
        this.seen = seen;
    }

    Exploration exploration() {
        return new Exploration(trial.machine(), trial.threads(), this);
    }

    Trial trial() {
        return trial;
    }

    @Override
    public void complete(Execution execution) {
        count();
        wrong(execution, trial.judge(execution));
    }

    @Override
    public void deadlocked(Execution execution) {
        count();
        wrong(execution, List.of(execution.waitCycle().finding()));
    }

    @Override
    public boolean found(Execution execution, Finding finding) {
        count();
        wrong(execution, List.of(finding));
        return true;
    }

    private void count() {
        executions++;
        seen.increment();
    }

    private void wrong(Execution execution, List<Finding> wrong) {
        if (!wrong.isEmpty() && wanted.test(wrong)) {
            findings.addAll(wrong);
            steps.addAll(trial.lanes(execution, wrong));
            wrong.forEach(finding -> steps.add("broken: " + finding));
            recorded.addAll(trial.recorded(execution));
        }
    }

    @Override
    public boolean goesOn() {
        return findings.isEmpty() && executions < most && !isEnough.getAsBoolean();
    }

    /** What is wrong with the execution at which it stopped. */
    List<Finding> findings() {
        return findings;
    }

    /** What happened in that execution. */
    List<String> steps() {
        return steps;
    }

    /** The same, to be done again. */
    List<RecordedStep> recorded() {
        return recorded;
    }

    long executions() {
        return executions;
    }
}
