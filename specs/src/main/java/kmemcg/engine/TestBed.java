package kmemcg.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import kmemcg.design.objcg.ObjcgDesign;
import kmemcg.machine.Finding;
import kmemcg.machine.Invariant;
import kmemcg.machine.Task;
import kmemcg.memcg.Process;
import kmemcg.program.Operation;
import kmemcg.program.Program;
import kmemcg.program.Program.Phase;
import kmemcg.program.ProgramRun;
import kmemcg.program.Result;
import kmemcg.program.Segment;
import kmemcg.property.DeepValidator;
import kmemcg.property.Facts;
import kmemcg.property.State;
import org.jspecify.annotations.Nullable;

/** A freshly booted system with the world of a program. */
public record TestBed(Host host, ObjcgDesign design, ProgramRun run, Program program) {
    /** The kind of finding when the program's author was wrong, or the design. */
    public static final String EXPECTATION_NOT_MET = "expectation not met";

    /** Boots it; null if that went wrong, and the host knows what. */
    public static @Nullable TestBed boot(Host host, Subject subject, Program program) {
        List<TestBed> booted = new ArrayList<>();
        host.run(host.task("boot", 0), () -> {
            ObjcgDesign design = (ObjcgDesign)
                    subject.build().on(host.machine(), program.world().geometry());
            ProgramRun run = ProgramRun.prepare(host.machine(), design, host.deferred(), program);
            booted.add(new TestBed(host, design, run, program));
        });
        return host.findings().isEmpty() ? booted.get(0) : null;
    }

    /** A task for a segment, which its process runs as. */
    public Task task(Phase phase, int index) {
        List<Segment> segments = program.segments(phase);
        return host.task(
                phase.label(index, segments.size()), segments.get(index).cpu());
    }

    /** What an operation answers; null if the kernel died of it. */
    @Nullable
    public Result answer(Task task, Process process, Operation operation) {
        List<Result> answers = new ArrayList<>();
        host.run(task, () -> answers.add(run.run(task, process, operation)));
        return host.crashed() ? null : answers.get(0);
    }

    /** The state now, as far as it can be judged without facts of the program. */
    public State state() {
        return new State(design, host.liveObjects(), host.cpus(), ProgramFacts.NONE);
    }

    /** What is wrong at the end: the deep validator's findings, then expectations that are not met. */
    public List<Finding> end(Facts facts) {
        List<Finding> findings = new ArrayList<>();
        if (!program.expectations().isEmpty()) {
            Task task = host.task("finally", firstOnlineCpu());
            host.run(task, () -> run.quiesce(task));
            host.run(task, () -> run.unmet(task)
                    .forEach(unmet ->
                            findings.add(new Finding(Invariant.CONSERVATION, EXPECTATION_NOT_MET, unmet.toString()))));
        }
        findings.addAll(DeepValidator.validate(host, design, facts));
        return findings;
    }

    private int firstOnlineCpu() {
        return IntStream.range(0, host.cpus())
                .filter(design::peekOnline)
                .findFirst()
                .orElseThrow();
    }

    public List<Process> processes() {
        List<Process> processes = new ArrayList<>();
        for (Phase phase : Phase.values()) {
            IntStream.range(0, program.segments(phase).size())
                    .forEach(index -> processes.add(run.process(phase, index)));
        }
        return processes;
    }
}
