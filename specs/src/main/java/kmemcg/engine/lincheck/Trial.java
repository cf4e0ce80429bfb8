package kmemcg.engine.lincheck;

import java.util.List;
import java.util.Objects;
import kmemcg.engine.Subject;
import kmemcg.machine.Finding;
import kmemcg.machine.jvm.JvmMachine;
import kmemcg.machine.jvm.Scheduler;
import kmemcg.program.Program;
import org.jspecify.annotations.Nullable;

/** One program on its way through Lincheck, and what has come of it so far. */
public final class Trial {
    /** Who decides which thread of the program goes on. */
    enum Threads {
        /** Lincheck, step by step. */
        SCHEDULED,
        /** The hardware and its operating system. */
        FREE
    }

    private final Subject subject;
    private final Program program;
    private final Threads threads;
    private final boolean recorded;
    private @Nullable Execution last;
    private List<Finding> findings = List.of();
    private long runs;
    private long limited;

    /** @param recorded whether to write down steps; scheduled threads only */
    Trial(Subject subject, Program program, Threads threads, boolean recorded) {
        this.subject = subject;
        this.program = program;
        this.threads = threads;
        this.recorded = recorded;
    }

    Subject subject() {
        return subject;
    }

    Program program() {
        return program;
    }

    boolean isRecorded() {
        return recorded;
    }

    /** A run begins; what the one before it left is forgotten. */
    Execution boot(Scheduler scheduler) {
        findings = List.of();
        int cpus = program.world().cpus();
        JvmMachine machine =
                threads == Threads.FREE ? JvmMachine.parallel(cpus) : JvmMachine.scheduled(cpus, scheduler);
        Execution execution = Execution.boot(machine, this);
        last = execution;
        return execution;
    }

    /** A run ends; throws if anything is wrong. */
    void validate() {
        runs++;
        Execution execution = last();
        if (execution.isLimited()) {
            limited++;
        }
        List<Finding> wrong = execution.validate();
        if (!wrong.isEmpty()) {
            failed(wrong);
            throw new AssertionError(wrong.get(0).toString());
        }
    }

    void failed(List<Finding> wrong) {
        findings = List.copyOf(wrong);
    }

    Execution last() {
        return Objects.requireNonNull(last, "no run has begun");
    }

    /** What was wrong in the last run. */
    List<Finding> findings() {
        return findings;
    }

    /** Runs that came to their end. */
    long runs() {
        return runs;
    }

    /** Those among them that met a limit of the machine, and so say nothing. */
    long limitedRuns() {
        return limited;
    }

    /** As Lincheck's own reports show it. */
    @Override
    public String toString() {
        return "program";
    }
}
