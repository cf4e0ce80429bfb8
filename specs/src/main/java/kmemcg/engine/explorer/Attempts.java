package kmemcg.engine.explorer;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import kmemcg.engine.Retraced;
import kmemcg.engine.StepLog;
import kmemcg.engine.Subject;
import kmemcg.engine.Violation;
import kmemcg.engine.Walks;
import kmemcg.explore.Difference;
import kmemcg.explore.Exploration;
import kmemcg.explore.Followed;
import kmemcg.explore.MemoryModel;
import kmemcg.explore.RandomWalks;
import kmemcg.explore.RecordedStep;
import kmemcg.explore.WalkTally;
import kmemcg.explore.Workers;
import kmemcg.machine.Finding;
import kmemcg.program.Program;

/**
 * How the programs of one search are explored.
 *
 * @param workers how many may share a program
 * @param wanted what counts of what is wrong with an execution
 * @param tally counts what was looked at
 */
record Attempts(
        Subject subject,
        MemoryModel model,
        int workers,
        Predicate<List<Finding>> wanted,
        BooleanSupplier timeIsUp,
        Tally tally) {
    /** What one worker is through with before others have booted their machines. */
    private static final long FEW = 1_000;

    /**
     * Explores a program with one worker: with equal bounds, always the same executions.
     *
     * @param most executions to look at
     */
    Attempt alone(Program program, long most) {
        return alone(program, most, () -> false);
    }

    /** The same, unless nobody wants to know any more. */
    private Attempt alone(Program program, long most, BooleanSupplier isMoot) {
        return explore(program, List.of(judge(program, most, isMoot)), Attempts::exhaust);
    }

    private Judge judge(Program program, long most, BooleanSupplier isMoot) {
        BooleanSupplier isEnough = () -> timeIsUp.getAsBoolean() || isMoot.getAsBoolean();
        return new Judge(new Trial(subject, program, model), most, wanted, isEnough, tally.executions());
    }

    /**
     * Explores a program with one worker, from one end of its tree of executions and, if that is not all, here and there: what comes first
     * in order is much alike, and many a failure lies far from it.
     *
     * @param isMoot whether nobody wants to know any more
     */
    Attempt sampled(Program program, Sample sample, BooleanSupplier isMoot) {
        Attempt first = alone(program, sample.first(), isMoot);
        if (first.isFailure() || first.isExhausted() || sample.walks().count() == 0) {
            return first;
        }
        Attempt walked = walkAlone(program, sample.seed(), sample.walks(), isMoot);
        return walked.isFailure() ? walked : first.and(walked.executions());
    }

    /**
     * Explores a program to its end. Several workers see a failing execution sooner than one; but which one they see is a matter
     * of luck, so the first in order is then looked for by one alone.
     */
    Attempt toTheEnd(Program program) {
        Attempt first = alone(program, workers == 1 ? Long.MAX_VALUE : FEW);
        if (workers == 1 || first.isFailure() || first.isExhausted() || timeIsUp.getAsBoolean()) {
            return first;
        }
        Attempt together = together(program);
        Attempt failure = together.isFailure() ? alone(program, Long.MAX_VALUE) : together;
        return failure.isFailure() ? failure : together;
    }

    /** The same with all workers from the beginning; which failure they see is a matter of luck. */
    Attempt together(Program program) {
        return explore(program, judges(program), Attempts::exhaust);
    }

    private List<Judge> judges(Program program) {
        return Stream.generate(() -> new Trial(subject, program, model))
                .limit(workers)
                .map(trial -> new Judge(trial, Long.MAX_VALUE, wanted, timeIsUp, tally.executions()))
                .toList();
    }

    private static boolean exhaust(List<Exploration> explorations) {
        return Workers.all(explorations).isExhausted();
    }

    /** By random walks: the first of them that fails, whatever the number of workers, or all if none does. */
    Walked walk(Program program, long seed, Walks walks) {
        List<Judge> judges = judges(program);
        List<WalkTally> tallies = new ArrayList<>();
        Attempt together = explore(program, judges, explorations -> {
            tallies.addAll(RandomWalks.run(explorations, mixed(seed, program), walks.first(), walks.count()));
            return false;
        });
        OptionalLong failed = IntStream.range(0, tallies.size())
                .filter(worker -> !judges.get(worker).findings().isEmpty())
                .mapToLong(worker -> tallies.get(worker).last())
                .min();
        Attempt attempt =
                failed.isPresent() ? walkAlone(program, seed, new Walks(failed.getAsLong(), 1), () -> false) : together;
        return new Walked(attempt, tallies.stream().reduce(WalkTally.NONE, WalkTally::and));
    }

    /** Goes through a counterexample again. */
    Retraced retrace(Violation then) {
        List<Followed> ways = new ArrayList<>();
        Judge judge = judge(then.program(), Long.MAX_VALUE, () -> false);
        Attempt attempt = explore(then.program(), List.of(judge), explorations -> {
            ways.add(explorations.get(0).follow(then.recorded()));
            return false;
        });
        Followed way = ways.isEmpty() ? notBegun(then) : ways.get(0);
        return new Retraced(way, attempt.findings(), attempt.recorded());
    }

    /** The threads do not begin any more. */
    private static Followed notBegun(Violation then) {
        RecordedStep first = then.recorded().get(0);
        return new Followed(new Difference(1, first.text(), "nothing: it fails before its threads begin"), false);
    }

    /** Whether going through a counterexample again shows that something is wrong, after the steps that it has recorded. */
    boolean repeats(Violation violation) {
        Retraced again = retrace(violation);
        return again.way().toTheEnd() && !again.findings().isEmpty();
    }

    /** Every step of a program that does not come to threads, as it is done in sequence; none of another, or if there is no one sequence. */
    List<RecordedStep> watched(Program program) {
        if (model != MemoryModel.SC) {
            return List.of();
        }
        StepLog log = new StepLog();
        Trial trial = new Trial(subject, program, model, log);
        if (trial.isReady() && !program.threads().isEmpty()) {
            return List.of();
        }
        if (trial.isReady()) {
            new Judge(trial, 1, findings -> true, () -> false, new LongAdder())
                    .exploration()
                    .all();
        }
        return log.steps();
    }

    /** Whether nothing is wrong with the execution that begins with these steps, in which a thread goes on then, if it can. */
    boolean passes(Program program, List<RecordedStep> beginning, String thread) {
        Attempt attempt = explore(program, List.of(judge(program, Long.MAX_VALUE, () -> false)), explorations -> {
            explorations.get(0).leave(beginning, thread);
            return false;
        });
        return attempt.executions() == 1 && !attempt.isFailure();
    }

    private Attempt walkAlone(Program program, long seed, Walks walks, BooleanSupplier isMoot) {
        List<WalkTally> tallies = new ArrayList<>();
        Attempt attempt = explore(program, List.of(judge(program, Long.MAX_VALUE, isMoot)), explorations -> {
            tallies.addAll(RandomWalks.run(explorations, mixed(seed, program), walks.first(), walks.count()));
            return false;
        });
        return attempt.isFailure() && !tallies.isEmpty()
                ? attempt.byWalk(tallies.get(0).last())
                : attempt;
    }

    /** Another seed for each program, so that walks of the same number do not choose alike in all of them. */
    private static long mixed(long seed, Program program) {
        return seed + program.toString().hashCode();
    }

    private Attempt explore(Program program, List<Judge> judges, Predicate<List<Exploration>> exhausts) {
        Trial trial = judges.get(0).trial();
        List<Finding> early = counting(trial.earlyFindings());
        if (!early.isEmpty() || !trial.isReady()) {
            return new Attempt(program, early, trial.beginning(), List.of(), 0, early.isEmpty(), 1, 0);
        }
        List<Exploration> explorations = judges.stream().map(Judge::exploration).toList();
        boolean isExhausted = exhausts.test(explorations);
        judges.stream().skip(1).forEach(judge -> trial.addLockOrder(judge.trial()));
        long executions = judges.stream().mapToLong(Judge::executions).sum();
        Judge decisive = judges.stream()
                .filter(judge -> !judge.findings().isEmpty())
                .findFirst()
                .orElse(judges.get(0));
        Set<Finding> findings = new LinkedHashSet<>(decisive.findings());
        findings.addAll(counting(trial.lateFindings()));
        double share = isExhausted ? 1 : Exploration.share(explorations);
        return new Attempt(
                program,
                new ArrayList<>(findings),
                decisive.steps(),
                decisive.recorded(),
                executions,
                isExhausted,
                share,
                0);
    }

    private List<Finding> counting(List<Finding> wrong) {
        return !wrong.isEmpty() && wanted.test(wrong) ? wrong : List.of();
    }
}
