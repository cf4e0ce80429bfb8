package kmemcg.stress;

import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import kmemcg.campaign.Inventory;
import kmemcg.engine.JvmHost;
import kmemcg.engine.ProgramFacts;
import kmemcg.engine.Subject;
import kmemcg.engine.TestBed;
import kmemcg.input.InputError;
import kmemcg.machine.Task;
import kmemcg.machine.jvm.JvmMachine;
import kmemcg.memcg.MemCgroup;
import kmemcg.memcg.Process;
import kmemcg.program.Operation;
import kmemcg.program.Program;
import kmemcg.program.Program.Phase;
import kmemcg.program.ProgramParser;
import kmemcg.program.Result;

/**
 * One sample of a race that a program's threads run, as {@code kmemcg export --as jcstress} writes it: everything before the threads is done
 * when it is made, each thread is an actor's, and the arbiter does what comes after and asks what is wrong.
 */
public final class ProgramSample {
    /** Samples are made by the million, of very few texts. */
    private static final Map<String, Program> PARSED = new ConcurrentHashMap<>();

    private static final Map<String, Subject> FOUND = new ConcurrentHashMap<>();

    private final JvmMachine machine;
    private final TestBed bed;
    private final ProgramFacts facts;

    private ProgramSample(Subject subject, Program program) {
        this.machine = JvmMachine.parallel(program.world().cpus());
        this.bed = Objects.requireNonNull(
                TestBed.boot(new JvmHost(machine), subject, program), () -> "no boot: " + machine.findings());
        this.facts = new ProgramFacts(program);
        runAll(Phase.BEFORE);
    }

    /**
     * A booted system in which the program's threads may begin.
     *
     * @param name of the design or bug
     * @throws InputError if there is none of this name, or the text is no program of it
     */
    public static ProgramSample of(String name, String program) {
        Program parsed = PARSED.computeIfAbsent(program, text -> ProgramParser.parse(name, text));
        Subject subject =
                FOUND.computeIfAbsent(name, wanted -> Inventory.installed().require(parsed.design(), wanted));
        return new ProgramSample(subject, parsed);
    }

    /**
     * Runs a thread of the program.
     *
     * @param thread its number, from 0
     */
    public void run(int thread) {
        run(Phase.THREADS, thread);
    }

    private void runAll(Phase phase) {
        int segments = bed.program().segments(phase).size();
        IntStream.range(0, segments).forEach(segment -> run(phase, segment));
    }

    private void run(Phase phase, int index) {
        Task task = bed.task(phase, index);
        Process process = bed.run().process(phase, index);
        for (Operation operation : bed.program().segments(phase).get(index).operations()) {
            MemCgroup group = process.peekMemcg();
            Result answer = bed.answer(task, process, operation);
            if (answer == null) {
                return;
            }
            facts.ended(operation, answer, group);
        }
    }

    /** Ends the sample: how many things are wrong after everything deferred, all drains and all frees. */
    public int violations() {
        runAll(Phase.AFTER);
        return machine.crashed() ? machine.findings().size() : bed.end(facts).size();
    }
}
