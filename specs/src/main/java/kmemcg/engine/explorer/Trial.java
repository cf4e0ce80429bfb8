package kmemcg.engine.explorer;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import kmemcg.design.Verb;
import kmemcg.engine.ProgramFacts;
import kmemcg.engine.StepLog;
import kmemcg.engine.Subject;
import kmemcg.engine.TestBed;
import kmemcg.explore.Execution;
import kmemcg.explore.ExplorerMachine;
import kmemcg.explore.Fingerprint;
import kmemcg.explore.Lanes;
import kmemcg.explore.MemoryModel;
import kmemcg.explore.ProgramThread;
import kmemcg.explore.RecordedStep;
import kmemcg.explore.Span;
import kmemcg.machine.Finding;
import kmemcg.machine.Task;
import kmemcg.memcg.MemCgroup;
import kmemcg.memcg.Process;
import kmemcg.program.Operation;
import kmemcg.program.Program;
import kmemcg.program.Program.Phase;
import kmemcg.program.Result;
import kmemcg.program.Segment;
import kmemcg.property.contract.AccountingSpec;
import org.jspecify.annotations.Nullable;

/** One program on the explorer's machine: what comes before its threads has run, and its executions can be judged. */
final class Trial {
    private final Program program;
    private final ExplorerMachine machine;
    private final AccountingSpec contract;
    private final @Nullable TestBed bed;
    private final List<Answered> before = new ArrayList<>();

    /** What is done before and after the threads; null unless somebody wants to look at that. */
    private final @Nullable StepLog log;

    /** Which steps are which operation; null unless an execution is run again to be told of. */
    private @Nullable List<Span> spans;

    /** Ends that were judged and had nothing wrong with them. */
    private final Set<Fingerprint.Value> good = new HashSet<>();

    Trial(Subject subject, Program program, MemoryModel model) {
        this(subject, program, model, null);
    }

    /**
     * The same.
     *
     * @param log sees all that is done outside of the threads, once the system has booted; on a sequential machine
     */
    Trial(Subject subject, Program program, MemoryModel model, @Nullable StepLog log) {
        this.program = program;
        this.log = log;
        this.contract = subject.promises().contract(program);
        this.machine = new ExplorerMachine(
                program.world().cpus(), model, program.threads().size());
        if (takesCpusDown(program)) {
            machine.allowHotplug();
        }
        this.bed = TestBed.boot(new ExplorerHost(machine), subject, program);
        if (log != null) {
            machine.watchBy(log::add);
        }
        if (bed != null) {
            before.addAll(run(bed, Phase.BEFORE));
        }
    }

    private static boolean takesCpusDown(Program program) {
        return Stream.of(Phase.values())
                .flatMap(phase -> program.segments(phase).stream())
                .flatMap(segment -> segment.operations().stream())
                .anyMatch(operation -> operation.verb() == Verb.CPU_OFFLINE);
    }

    ExplorerMachine machine() {
        return machine;
    }

    /** What went wrong before the threads began. */
    List<Finding> earlyFindings() {
        return machine.findings();
    }

    /** What was done before the threads, or all that was done if there are none: an operation a line, with its answer. */
    List<String> beginning() {
        return before.stream()
                .map(done -> "%s %s -> %s".formatted(done.thread(), done.operation(), done.result()))
                .toList();
    }

    /** How an execution went, as a table with a lane for each thread. */
    List<String> lanes(Execution execution, List<Finding> wrong) {
        if (program.threads().isEmpty()) {
            return beginning();
        }
        List<Span> all = new ArrayList<>();
        spans = all;
        execution.retrace();
        spans = null;
        List<String> threads = threads().stream().map(ProgramThread::name).toList();
        String broken = wrong.stream().map(Finding::toString).collect(Collectors.joining("; "));
        return new Lanes(threads, execution.steps(), all, broken)
                .compact().stream().map(line -> "| " + line).toList();
    }

    /** How an execution can be gone again; empty where a sequence does not say which execution it was. */
    List<RecordedStep> recorded(Execution execution) {
        return machine.isSequential() ? execution.recorded() : List.of();
    }

    /** What went wrong that belongs to no single execution: circles in the lock order. */
    List<Finding> lateFindings() {
        return machine.findings();
    }

    /** What went wrong may show only in the lock order of all executions, of which another worker saw a part. */
    void addLockOrder(Trial other) {
        machine.addLockOrder(other.machine);
    }

    /** Whether the system has come so far that the threads can begin; a program without any has one execution all the same. */
    boolean isReady() {
        return bed != null && !machine.crashed();
    }

    /** The program's threads; none if the system did not come so far. */
    List<ProgramThread> threads() {
        if (bed == null || machine.crashed()) {
            return List.of();
        }
        return IntStream.range(0, program.threads().size())
                .mapToObj(index -> thread(bed, index))
                .toList();
    }

    private ProgramThread thread(TestBed here, int index) {
        Segment segment = program.threads().get(index);
        Process process = here.run().process(Phase.THREADS, index);
        return new ProgramThread(
                Phase.THREADS.label(index, program.threads().size()),
                segment.cpu(),
                task -> run(here, task, process, segment));
    }

    private List<Answered> run(TestBed here, Task task, Process process, Segment segment) {
        List<Answered> answered = new ArrayList<>();
        for (Operation operation : segment.operations()) {
            int begin = machine.ordinal();
            MemCgroup group = process.peekMemcg();
            if (spans != null) {
                spans.add(new Span(task.name(), begin, Integer.MAX_VALUE, operation.toString()));
            }
            Result result = here.run().run(task, process, operation);
            answered.add(
                    new Answered(task.name(), segment.group(), operation, result, group, begin, machine.ordinal()));
        }
        return List.copyOf(answered);
    }

    /** Runs the segments before or after the threads. */
    private List<Answered> run(TestBed here, Phase phase) {
        List<Answered> answered = new ArrayList<>();
        for (int index = 0; index < program.segments(phase).size(); index++) {
            Task task = here.task(phase, index);
            Process process = here.run().process(phase, index);
            Segment segment = program.segments(phase).get(index);
            for (Operation operation : segment.operations()) {
                MemCgroup group = process.peekMemcg();
                if (log != null) {
                    log.begins(task, operation);
                }
                Result result = here.answer(task, process, operation);
                if (result == null) {
                    return answered;
                }
                if (log != null) {
                    log.ends(result);
                }
                answered.add(new Answered(task.name(), segment.group(), operation, result, group, 0, 0));
            }
        }
        return answered;
    }

    /** What is wrong with a complete execution, apart from what the explorer has found on its way. */
    List<Finding> judge(Execution execution) {
        List<List<Answered>> threads = new ArrayList<>();
        for (int thread = 0; thread < program.threads().size(); thread++) {
            threads.add(answers(execution, thread));
        }
        Calls calls = new Calls(contract, before, threads, execution);
        Fingerprint.Value end = fingerprint(calls, execution);
        if (good.contains(end)) {
            return List.of();
        }
        List<Finding> wrong = new ArrayList<>();
        TestBed here = Objects.requireNonNull(bed);
        wrong.addAll(execution.judge(() -> wrong.addAll(end(here, threads, calls))));
        if (wrong.isEmpty()) {
            good.add(end);
        }
        return wrong;
    }

    private static Fingerprint.Value fingerprint(Calls calls, Execution execution) {
        Fingerprint print = new Fingerprint();
        calls.addTo(print);
        execution.addState(print);
        return print.value();
    }

    @SuppressWarnings("unchecked")
    private static List<Answered> answers(Execution execution, int thread) {
        return (List<Answered>) Objects.requireNonNull(execution.result(thread));
    }

    private List<Finding> end(TestBed here, List<List<Answered>> threads, Calls calls) {
        List<Answered> after = run(here, Phase.AFTER);
        if (machine.crashed()) {
            return List.of();
        }
        ProgramFacts facts = new ProgramFacts(program);
        before.forEach(answered -> note(facts, answered));
        threads.forEach(thread -> thread.forEach(answered -> note(facts, answered)));
        after.forEach(answered -> note(facts, answered));
        List<Finding> findings = new ArrayList<>(here.end(facts));
        findings.removeAll(machine.findings());
        calls.unexplained(after).ifPresent(findings::add);
        return findings;
    }

    private static void note(ProgramFacts facts, Answered answered) {
        facts.ended(answered.operation(), answered.result(), answered.group());
    }
}
