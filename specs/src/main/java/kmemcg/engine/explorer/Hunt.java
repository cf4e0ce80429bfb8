package kmemcg.engine.explorer;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import kmemcg.engine.Progress;
import kmemcg.engine.Search;
import kmemcg.engine.Subject;
import kmemcg.engine.Verdict;
import kmemcg.engine.Verdict.Outcome;
import kmemcg.engine.Violation;
import kmemcg.engine.Walks;
import kmemcg.machine.Finding;
import kmemcg.program.Minimiser;
import kmemcg.program.Minimiser.Minimised;
import kmemcg.program.Program;
import org.jspecify.annotations.Nullable;

/** One search: explores programs until one fails, all are through or the time is up. */
final class Hunt {
    /** This part of the planned programs, looked at in the time given, is enough to say that the design holds. */
    private static final double ENOUGH = 0.1;

    /** From then on whoever looks on is told how many executions there are, which takes a part of the time to find out. */
    private static final Duration LONG = Duration.ofSeconds(3);

    private static final String UNIT = "executions";

    private final Subject subject;
    private final Search search;
    private final LongSupplier nanoTime;
    private final long start;
    private final Attempts attempts;
    private final Tally tally = new Tally();
    private volatile long planned;
    private volatile boolean sawEnough;
    private long executions;
    private long verified;
    private String note = "";

    /** @param nanoTime a clock such as {@link System#nanoTime}, which several threads may read */
    Hunt(Subject subject, Search search, int workers, LongSupplier nanoTime) {
        this.subject = subject;
        this.search = search;
        this.nanoTime = nanoTime;
        this.start = nanoTime.getAsLong();
        this.attempts = new Attempts(subject, search.memory(), workers, this::isWanted, this::isTimeUp, tally);
        search.monitor().ask(() -> progress(null));
    }

    Verdict run() {
        try {
            return search.isDirected() ? directed() : undirected();
        } catch (RuntimeException e) {
            note = e.toString();
            return verdict(Outcome.TOOL_ERROR, null);
        }
    }

    private Verdict directed() {
        planned = search.fixed().size();
        if (planned > 1 && search.walks().count() == 0) {
            return family();
        }
        Attempt last = null;
        for (Program program : search.fixed()) {
            last = search.walks().count() > 0 ? walked(program) : explored(program);
            count(last);
            tally.programs().increment();
            if (last.isFailure()) {
                return verdict(Outcome.VIOLATED, violation(last));
            }
        }
        if (search.walks().count() == 0) {
            note = "%,d of %,d programs to their end%s".formatted(verified, planned, seen(last));
        }
        return verdict(verified == planned ? Outcome.HOLDS : Outcome.BOUNDED, null);
    }

    /** Many programs, which workers share; each to its end, those with few executions before those with many. */
    private Verdict family() {
        List<Program> left = search.fixed();
        for (long most : Plan.familyBounds()) {
            tally.beginPass(verified);
            List<Attempt> through = new Pass(attempts, left, new Sample(most, search.seed(), Walks.NONE)).run();
            through.forEach(this::count);
            note = "%,d of %,d programs to their end".formatted(verified, planned);
            Optional<Attempt> failure =
                    through.stream().filter(Attempt::isFailure).findFirst();
            if (failure.isPresent()) {
                return verdict(Outcome.VIOLATED, violation(failure.get()));
            }
            if (through.size() < left.size()) {
                break;
            }
            left = unfinished(through);
        }
        return verdict(verified == planned ? Outcome.HOLDS : Outcome.BOUNDED, null);
    }

    private Attempt explored(Program program) {
        try (Outlook outlook = new Outlook(subject, program, search.memory(), search.seed())) {
            if (planned == 1) {
                search.monitor().ask(() -> progress(outlook));
            }
            return attempts.toTheEnd(program);
        }
    }

    private Attempt walked(Program program) {
        Walked walked = attempts.walk(program, search.seed(), search.walks());
        Attempt attempt = walked.attempt();
        String what = attempt.walk() == 0 ? walked.odds() : "walk %,d".formatted(attempt.walk());
        note = "seed %d, %s".formatted(search.seed(), what);
        return attempt;
    }

    /** The bound that a program met, if it did. */
    private static String seen(@Nullable Attempt attempt) {
        return attempt == null || attempt.isExhausted()
                ? ""
                : "; stopped after %,d executions, at most about %s of those of the program"
                        .formatted(attempt.executions(), Percentage.of(attempt.share()));
    }

    /** @param outlook who knows how many executions there are; null if nobody does */
    private Progress progress(@Nullable Outlook outlook) {
        boolean isLong = elapsed().compareTo(LONG) > 0;
        return new Progress(
                tally.executions().sum(),
                UNIT,
                tally.programs().sum(),
                planned,
                outlook != null && isLong ? outlook.total() : null);
    }

    private Verdict undirected() {
        List<Program> left = Plan.programs(subject.design(), subject.vocabulary(), search.seed(), search.effort());
        planned = left.size();
        String bound = "";
        for (int pass = 0; pass < Plan.passes() && bound.isEmpty(); pass++) {
            tally.beginPass(verified);
            Sample sample = Plan.sample(pass, search.seed(), search.effort());
            List<Attempt> through = new Pass(attempts, left, sample).run();
            through.forEach(this::count);
            sawEnough |= through.size() >= ENOUGH * planned;
            Optional<Attempt> failure =
                    through.stream().filter(Attempt::isFailure).findFirst();
            if (failure.isPresent()) {
                note = "seed " + search.seed();
                return verdict(Outcome.VIOLATED, violation(failure.get()));
            }
            if (through.size() < left.size() || isTimeUp()) {
                bound = "; stopped after %,d of %,d programs with at most %,d executions and %,d walks each"
                        .formatted(
                                through.size(),
                                left.size(),
                                sample.first(),
                                sample.walks().count());
            } else {
                left = unfinished(through);
            }
        }
        note = "seed %d, %,d of %,d programs to their end%s".formatted(search.seed(), verified, planned, bound);
        return verdict(sawEnough ? Outcome.HOLDS : Outcome.BOUNDED, null);
    }

    private static List<Program> unfinished(List<Attempt> through) {
        return through.stream()
                .filter(attempt -> !attempt.isExhausted())
                .map(Attempt::program)
                .toList();
    }

    private void count(Attempt attempt) {
        executions += attempt.executions();
        verified += attempt.isExhausted() ? 1 : 0;
    }

    /**
     * Expectations are of the program as it was written: it is shrunk without them if it fails without them, and else it stays as it is.
     */
    private Violation violation(Attempt failure) {
        if (!search.shrinks()) {
            return violationOf(failure.program(), failure);
        }
        Program written = failure.program();
        long most = failure.walk() == 0 ? 10 * failure.executions() + 1_000 : 10 * failure.walk() + 100;
        Attempt bare = written.expectations().isEmpty() ? failure : again(written.withoutExpectations(), failure, most);
        return bare.isFailure() ? shrunk(bare, most) : violationOf(written, failure);
    }

    private Violation shrunk(Attempt failure, long most) {
        List<Attempt> smallest = new ArrayList<>(List.of(failure));
        Minimised small = Minimiser.minimise(
                failure.program(),
                program -> {
                    Attempt attempt = again(program, failure, most);
                    boolean isSame = attempt.isFailure() && attempt.isLike(failure);
                    if (isSame) {
                        smallest.set(0, attempt);
                    }
                    return isSame;
                },
                () -> !isTimeUp());
        note += small.isMinimal() ? "" : "; not shrunk to the end: time was up";
        return violationOf(small.program(), smallest.get(0));
    }

    /** Another program, explored in the way that showed the failure. */
    private Attempt again(Program program, Attempt failure, long most) {
        return failure.walk() == 0
                ? attempts.alone(program, most)
                : attempts.walk(program, search.seed(), new Walks(1, most)).attempt();
    }

    /** With the nearest execution that passes; with the record if it can be gone through again: where two activities of one name run side by side, it may not say which is which. */
    private Violation violationOf(Program program, Attempt failure) {
        Violation violation = new Violation(
                program, failure.findings(), failure.steps(), search.memory(), failure.walk(), failure.recorded());
        if (violation.recorded().isEmpty()) {
            return violation.withWatched(attempts.watched(program));
        }
        if (!attempts.repeats(violation)) {
            return violation.withoutRecord();
        }
        return Neighbour.of(subject, violation, this::isTimeUp)
                .map(neighbour -> violation.followedBy(neighbour.toString()))
                .orElse(violation);
    }

    private Verdict verdict(Outcome outcome, @Nullable Violation violation) {
        return new Verdict("explorer", outcome, executions, UNIT, elapsed(), violation, note);
    }

    private boolean isWanted(List<Finding> wrong) {
        return search.wants(wrong.stream().map(Finding::broken));
    }

    private Duration elapsed() {
        return Duration.ofNanos(nanoTime.getAsLong() - start);
    }

    private boolean isTimeUp() {
        return search.isOver(elapsed(), isEnough());
    }

    /** Asked by all workers. */
    private boolean isEnough() {
        return sawEnough || search.isDirected() || tally.programs().sum() >= ENOUGH * planned;
    }
}
