package kmemcg.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import kmemcg.design.KmemDesign;
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
import kmemcg.property.Inspection;
import kmemcg.property.State;
import org.jspecify.annotations.Nullable;

/** A freshly booted system with the world of a program. */
public record TestBed(Host host, Inspection inspection, ProgramRun run, Program program) {
    /** The kind of finding when the program's author was wrong, or the design. */
    public static final String EXPECTATION_NOT_MET = "expectation not met";

    /** Boots it; null if that went wrong, and the host knows what. */
    public static @Nullable TestBed boot(Host host, Subject subject, Program program) {
        List<TestBed> booted = new ArrayList<>();
        host.run(host.task("boot", 0), () -> {
            KmemDesign design =
                    subject.build().on(host.machine(), program.world().geometry());
            ProgramRun run = ProgramRun.prepare(host.machine(), design, host.deferred(), program);
            Inspection inspection = subject.promises().inspection(design, host.cpus());
            booted.add(new TestBed(host, inspection, run, program));
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
        return inspection.state(host.liveObjects(), ProgramFacts.NONE);
    }

    /** What is wrong at the end: the deep validator's findings, then expectations that are not met. */
    public List<Finding> end(ProgramFacts known) {
        Facts facts = known.facts(processes(), run.handles());
        List<Finding> findings = new ArrayList<>();
        if (!program.expectations().isEmpty()) {
            Task task = host.task("finally", host.firstOnlineCpu(inspection.design()));
            host.run(task, () -> run.quiesce(task));
            host.run(task, () -> run.unmet(task)
                    .forEach(unmet ->
                            findings.add(new Finding(Invariant.CONSERVATION, EXPECTATION_NOT_MET, unmet.toString()))));
        }
        findings.addAll(DeepValidator.validate(host, inspection, facts));
        return findings;
    }

    private List<Process> processes() {
        List<Process> processes = new ArrayList<>();
        for (Phase phase : Phase.values()) {
            IntStream.range(0, program.segments(phase).size())
                    .forEach(index -> processes.add(run.process(phase, index)));
        }
        return processes;
    }
}
