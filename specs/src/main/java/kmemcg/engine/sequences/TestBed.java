package kmemcg.engine.sequences;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import kmemcg.design.objcg.ObjcgDesign;
import kmemcg.engine.JvmBench;
import kmemcg.engine.JvmDeferred;
import kmemcg.engine.Subject;
import kmemcg.machine.Finding;
import kmemcg.machine.Invariant;
import kmemcg.machine.Task;
import kmemcg.machine.jvm.JvmMachine;
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
import kmemcg.property.reference.SequentialModel;
import org.jspecify.annotations.Nullable;

/** A freshly booted system with the world of a program. */
record TestBed(JvmMachine machine, ObjcgDesign design, ProgramRun run, Program program) {
    /** Boots it; null if that went wrong, and the machine knows what. */
    static @Nullable TestBed boot(JvmMachine machine, Subject subject, Program program) {
        List<TestBed> booted = new ArrayList<>();
        machine.run(machine.task("boot", 0), () -> {
            ObjcgDesign design =
                    (ObjcgDesign) subject.build().on(machine, program.world().geometry());
            ProgramRun run = ProgramRun.prepare(machine, design, new JvmDeferred(machine), program);
            booted.add(new TestBed(machine, design, run, program));
        });
        return machine.findings().isEmpty() ? booted.get(0) : null;
    }

    /** The program's processes, here and in the reference model. */
    Map<Phase, List<Runner>> runners(SequentialModel model) {
        Map<Phase, List<Runner>> runners = new EnumMap<>(Phase.class);
        for (Phase phase : Phase.values()) {
            int segments = program.segments(phase).size();
            runners.put(
                    phase,
                    IntStream.range(0, segments)
                            .mapToObj(index -> runner(phase, index, segments, model))
                            .toList());
        }
        return runners;
    }

    private Runner runner(Phase phase, int index, int segments, SequentialModel model) {
        Segment segment = program.segments(phase).get(index);
        return new Runner(
                machine.task(phase.label(index, segments), segment.cpu()),
                run.process(phase, index),
                model.actor(segment.cpu(), segment.group()));
    }

    /** What an operation answers; null if the kernel died of it. */
    @Nullable
    Result answer(Runner runner, Operation operation) {
        List<Result> answers = new ArrayList<>();
        machine.run(runner.task(), () -> answers.add(run.run(runner.task(), runner.process(), operation)));
        return machine.crashed() ? null : answers.get(0);
    }

    /** The state now, as far as it can be judged without facts of the program. */
    State state() {
        return new State(design, machine.liveObjects(), machine.cpus(), ProgramFacts.NONE);
    }

    /** What is wrong at the end: the deep validator's findings, then expectations that are not met. */
    List<Finding> end(Facts facts) {
        List<Finding> findings = new ArrayList<>();
        if (!program.expectations().isEmpty()) {
            Task task = machine.task("finally", firstOnlineCpu());
            machine.run(task, () -> run.quiesce(task));
            machine.run(task, () -> run.unmet(task)
                    .forEach(unmet -> findings.add(
                            new Finding(Invariant.CONSERVATION, "expectation not met", unmet.toString()))));
        }
        findings.addAll(DeepValidator.validate(new JvmBench(machine), design, facts));
        return findings;
    }

    private int firstOnlineCpu() {
        return IntStream.range(0, machine.cpus())
                .filter(design::peekOnline)
                .findFirst()
                .orElseThrow();
    }

    List<Process> processes() {
        List<Process> processes = new ArrayList<>();
        for (Phase phase : Phase.values()) {
            IntStream.range(0, program.segments(phase).size())
                    .forEach(index -> processes.add(run.process(phase, index)));
        }
        return processes;
    }
}
