package kmemcg.engine.lincheck;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import kmemcg.engine.JvmHost;
import kmemcg.engine.ProgramFacts;
import kmemcg.engine.TestBed;
import kmemcg.machine.Finding;
import kmemcg.machine.Task;
import kmemcg.machine.jvm.JvmMachine;
import kmemcg.machine.jvm.MachineLimit;
import kmemcg.memcg.MemCgroup;
import kmemcg.memcg.Process;
import kmemcg.program.Operation;
import kmemcg.program.Program;
import kmemcg.program.Program.Phase;
import kmemcg.program.Result;
import kmemcg.property.contract.AccountingSpec;
import kmemcg.property.contract.Call;
import org.jspecify.annotations.Nullable;

/** One run of a program, from boot to the deep validator. */
final class Execution {
    /** What an operation answers in which the kernel died, or before which it had. */
    static final String DEAD = "dead";

    private final JvmMachine machine;
    private final Recording recording;
    private final ProgramFacts facts;
    private final AccountingSpec contract;

    /** Null if the system does not even boot. */
    @Nullable
    private final TestBed bed;

    private final Map<Phase, List<Task>> tasks = new EnumMap<>(Phase.class);
    private final Calls calls = new Calls();
    private volatile boolean limited;

    private Execution(JvmMachine machine, Trial trial) {
        this.machine = machine;
        this.recording = new Recording(machine, trial.isRecorded());
        this.facts = new ProgramFacts(trial.program());
        this.contract = trial.subject().promises().contract(trial.program());
        this.bed = TestBed.boot(new JvmHost(machine), trial.subject(), trial.program());
        if (bed != null) {
            makeTasks(bed, trial.program());
        }
    }

    /** Boots the system and builds the program's world. */
    static Execution boot(JvmMachine machine, Trial trial) {
        Execution execution = new Execution(machine, trial);
        execution.recording.start();
        return execution;
    }

    private void makeTasks(TestBed booted, Program program) {
        for (Phase phase : Phase.values()) {
            List<Task> made = new ArrayList<>();
            for (int index = 0; index < program.segments(phase).size(); index++) {
                made.add(booted.task(phase, index));
            }
            tasks.put(phase, made);
        }
    }

    /** Runs one operation; what it answers. */
    String run(Phase phase, int segment, int index) {
        if (bed == null || limited) {
            return DEAD;
        }
        Task task = tasks.getOrDefault(phase, List.of()).get(segment);
        Process process = bed.run().process(phase, segment);
        Program program = bed.program();
        Operation operation = program.segments(phase).get(segment).operations().get(index);
        try {
            return run(bed, task, process, program.segments(phase).get(segment).group(), operation);
        } catch (MachineLimit limit) {
            limited = true;
            return DEAD;
        }
    }

    private String run(TestBed here, Task task, Process process, String home, Operation operation) {
        int begin = calls.begins();
        recording.begins(task, operation);
        MemCgroup group = process.peekMemcg();
        Result answer = here.answer(task, process, operation);
        if (answer == null) {
            return DEAD;
        }
        facts.ended(operation, answer, group);
        recording.ends(task, operation, answer);
        calls.ended(begin, new Call(task.name(), home, operation, answer));
        return answer.text();
    }

    /** Whether the run has met a limit of the machine, and so says nothing about the design. */
    boolean isLimited() {
        return limited;
    }

    /** What the machine has found so far. */
    List<Finding> findings() {
        return machine.findings();
    }

    /** Ends the run with the deep validator; everything that is wrong. */
    List<Finding> validate() {
        recording.stop();
        if (limited) {
            return List.of();
        }
        if (bed == null || machine.crashed()) {
            return machine.findings();
        }
        List<Finding> wrong = new ArrayList<>(bed.end(facts));
        calls.unexplained(contract).ifPresent(wrong::add);
        return wrong;
    }

    List<String> steps() {
        return recording.lines();
    }
}
