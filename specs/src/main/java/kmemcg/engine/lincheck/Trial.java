package kmemcg.engine.lincheck;

import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import kmemcg.engine.Subject;
import kmemcg.machine.Finding;
import kmemcg.machine.jvm.Scheduler;
import kmemcg.program.Program;
import org.jspecify.annotations.Nullable;

/** One program on its way through Lincheck, and what has come of it so far. */
public final class Trial {
    private final Subject subject;
    private final Program program;
    private final Strategy strategy;
    private final BooleanSupplier timeIsUp;
    private final boolean recorded;
    private @Nullable Execution last;
    private List<Finding> findings = List.of();
    private long runs;
    private long limited;

    private Trial(Subject subject, Program program, Strategy strategy, BooleanSupplier timeIsUp, boolean recorded) {
        this.subject = subject;
        this.program = program;
        this.strategy = strategy;
        this.timeIsUp = timeIsUp;
        this.recorded = recorded;
    }

    static Trial of(Subject subject, Program program, Strategy strategy, BooleanSupplier timeIsUp) {
        return new Trial(subject, program, strategy, timeIsUp, false);
    }

    /** By model checking, and steps are written down. */
    static Trial recorded(Subject subject, Program program) {
        return new Trial(subject, program, Strategy.MODEL_CHECKING, () -> false, true);
    }

    Subject subject() {
        return subject;
    }

    Program program() {
        return program;
    }

    Strategy strategy() {
        return strategy;
    }

    boolean isRecorded() {
        return recorded;
    }

    /** A run begins; what the one before it left is forgotten. */
    Execution boot(Scheduler scheduler) {
        findings = List.of();
        Execution execution = Execution.boot(strategy.machine(program.world().cpus(), scheduler), this);
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

    /** Lincheck offers no other way out of a check than an exception. */
    void checkTime() {
        if (timeIsUp.getAsBoolean()) {
            throw new TimeIsUp();
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

    /** Thrown between two runs. */
    static final class TimeIsUp extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TimeIsUp() {
            super("time is up", null, false, false);
        }
    }
}
