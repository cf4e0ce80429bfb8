package kmemcg.engine.sequences;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import kmemcg.engine.JvmHost;
import kmemcg.engine.ProgramFacts;
import kmemcg.engine.StepLog;
import kmemcg.engine.Subject;
import kmemcg.engine.TestBed;
import kmemcg.engine.Violation;
import kmemcg.machine.Finding;
import kmemcg.machine.Task;
import kmemcg.machine.jvm.JvmMachine;
import kmemcg.machine.jvm.Step;
import kmemcg.memcg.MemCgroup;
import kmemcg.program.Operation;
import kmemcg.program.Program;
import kmemcg.program.Program.Phase;
import kmemcg.program.Result;
import kmemcg.property.DeepValidator;
import kmemcg.property.State;
import kmemcg.property.Strength;
import org.jspecify.annotations.Nullable;

/**
 * Does a design do what it must? One program, one operation after the other, on a freshly booted system, with an oracle at its side.
 * After each operation the state is inspected and the oracle judges the answer; after the last one the deep validator has its say. The first operation after which something is wrong ends it.
 */
final class Trial {
    private final JvmMachine machine;
    private final Oracle oracle;
    private final ProgramFacts facts;
    private final TestBed bed;
    private final Map<Phase, List<Runner>> runners;
    private final List<Finding> findings = new ArrayList<>();
    private final List<Taken> taken = new ArrayList<>();

    /** Sees every step; null unless somebody wants to look at them. */
    private final @Nullable StepLog log;

    private boolean endReached;

    private Trial(JvmMachine machine, Subject subject, TestBed bed, @Nullable StepLog log) {
        this.machine = machine;
        this.log = log;
        this.bed = bed;
        this.oracle = Oracle.of(subject.promises(), bed.program());
        this.facts = new ProgramFacts(bed.program());
        this.runners = Runner.all(bed);
    }

    /**
     * Runs a program.
     *
     * @param everyWrite whether to inspect the state after every write, and not only after every operation
     * @return what is wrong, null if nothing
     */
    static @Nullable Violation of(Subject subject, Program program, List<Turn> order, boolean everyWrite) {
        return of(subject, program, order, everyWrite, null);
    }

    /** The same, with every step to look at. */
    static @Nullable Violation watched(Subject subject, Program program, List<Turn> order, boolean everyWrite) {
        StepLog log = new StepLog();
        Violation violation = of(subject, program, order, everyWrite, log);
        return violation == null ? null : violation.withWatched(log.steps());
    }

    private static @Nullable Violation of(
            Subject subject, Program program, List<Turn> order, boolean everyWrite, @Nullable StepLog log) {
        JvmMachine machine = JvmMachine.sequential(program.world().cpus());
        TestBed bed = TestBed.boot(new JvmHost(machine), subject, program);
        if (bed == null) {
            return new Violation(program, machine.findings(), List.of("the system does not boot"));
        }
        Trial trial = new Trial(machine, subject, bed, log);
        trial.run(order, everyWrite);
        return trial.findings.isEmpty() ? null : new Violation(program, trial.findings, trial.steps());
    }

    private void run(List<Turn> order, boolean everyWrite) {
        if (everyWrite) {
            machine.observe(this::inspectAfter);
        } else {
            machine.observe(log == null ? null : log::add);
        }
        order.stream().takeWhile(turn -> findings.isEmpty()).forEach(this::take);
        machine.observe(log == null ? null : log::add);
        if (findings.isEmpty()) {
            endReached = true;
            findings.addAll(bed.end(facts));
        }
    }

    private void inspectAfter(Step step) {
        if (findings.isEmpty()) {
            if (log != null) {
                log.add(step);
            }
            if (step.wrote()) {
                inspect(bed.state());
            }
        }
    }

    private void take(Turn turn) {
        Runner runner = runners.getOrDefault(turn.phase(), List.of()).get(turn.segment());
        Operation operation = turn.operation();
        MemCgroup group = runner.process().peekMemcg();
        String where = Observed.name(group);
        if (log != null) {
            log.begins(runner.task(), operation);
        }
        Result seen = bed.answer(runner.task(), runner.process(), operation);
        taken.add(new Taken(turn, runner.task(), where, seen));
        findings.addAll(machine.findings());
        if (seen == null) {
            return;
        }
        if (log != null) {
            log.ends(seen);
        }
        facts.ended(operation, seen, group);
        judge(turn, seen);
    }

    private void judge(Turn turn, Result seen) {
        State state = bed.state();
        if (findings.isEmpty()) {
            inspect(state);
        }
        findings.addAll(oracle.judge(turn.phase(), turn.segment(), turn.operation(), seen, state));
    }

    private void inspect(State state) {
        findings.addAll(DeepValidator.inspect(state, Strength.STEP));
    }

    private List<String> steps() {
        List<String> steps = new ArrayList<>();
        taken.forEach(step -> steps.add(step.toString()));
        if (endReached) {
            steps.add("the end: everything deferred runs, then stocks are drained, then objects freed");
        }
        findings.forEach(finding -> steps.add("broken: " + finding));
        return steps;
    }

    /**
     * An operation that has run.
     *
     * @param group that of its process before
     * @param answer null if the kernel died of it
     */
    private record Taken(
            Turn turn, Task task, String group, @Nullable Result answer) {
        @Override
        public String toString() {
            String end = answer == null ? "the kernel dies" : answer.text();
            return "%s cpu%d in %s: %s -> %s".formatted(task, task.cpu(), group, turn.operation(), end);
        }
    }
}
