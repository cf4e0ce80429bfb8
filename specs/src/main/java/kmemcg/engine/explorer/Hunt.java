package kmemcg.engine.explorer;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import kmemcg.engine.Search;
import kmemcg.engine.Subject;
import kmemcg.engine.Verdict;
import kmemcg.engine.Verdict.Outcome;
import kmemcg.engine.Violation;
import kmemcg.machine.Finding;
import kmemcg.program.Minimiser;
import kmemcg.program.Minimiser.Minimised;
import kmemcg.program.Program;
import org.jspecify.annotations.Nullable;

/** One search: explores programs until one fails, all are through or the time is up. */
final class Hunt {
    /** This part of the planned programs, looked at in the time given, is enough to say that the design holds. */
    private static final double ENOUGH = 0.1;

    private final Subject subject;
    private final Search search;
    private final LongSupplier nanoTime;
    private final long start;
    private final Attempts attempts;
    private long executions;
    private long programs;
    private long verified;
    private String note = "";

    /** @param nanoTime a clock such as {@link System#nanoTime}, which several threads may read */
    Hunt(Subject subject, Search search, int workers, LongSupplier nanoTime) {
        this.subject = subject;
        this.search = search;
        this.nanoTime = nanoTime;
        this.start = nanoTime.getAsLong();
        this.attempts = new Attempts(subject, search.memory(), workers, this::isWanted, this::isTimeUp);
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
        for (Program program : search.fixed()) {
            programs++;
            Attempt attempt = attempts.toTheEnd(program);
            count(attempt);
            if (attempt.isFailure()) {
                return verdict(Outcome.VIOLATED, violation(attempt));
            }
        }
        note = "%,d of %,d programs to their end".formatted(verified, programs);
        return verdict(verified == programs ? Outcome.HOLDS : Outcome.BOUNDED, null);
    }

    private Verdict undirected() {
        List<Program> left = Plan.programs(subject.design(), subject.vocabulary(), search.seed(), search.effort());
        programs = left.size();
        boolean sawEnough = false;
        for (int pass = 0; pass < Plan.passes() && !isTimeUp(); pass++) {
            List<Attempt> through = new Pass(attempts, left, Plan.most(pass, search.effort())).run();
            through.forEach(this::count);
            sawEnough |= through.size() >= ENOUGH * programs;
            Optional<Attempt> failure =
                    through.stream().filter(Attempt::isFailure).findFirst();
            if (failure.isPresent()) {
                note = "seed " + search.seed();
                return verdict(Outcome.VIOLATED, violation(failure.get()));
            }
            left = unfinished(left, through);
        }
        note = "seed %d, %,d of %,d programs to their end".formatted(search.seed(), verified, programs);
        return verdict(sawEnough ? Outcome.HOLDS : Outcome.BOUNDED, null);
    }

    private static List<Program> unfinished(List<Program> programs, List<Attempt> through) {
        List<Program> unfinished = new ArrayList<>();
        through.stream()
                .filter(attempt -> !attempt.isExhausted())
                .map(Attempt::program)
                .forEach(unfinished::add);
        unfinished.addAll(programs.subList(through.size(), programs.size()));
        return unfinished;
    }

    private void count(Attempt attempt) {
        executions += attempt.executions();
        verified += attempt.isExhausted() ? 1 : 0;
    }

    private Violation violation(Attempt failure) {
        if (!search.shrinks()) {
            return new Violation(failure.program(), failure.findings(), failure.steps(), search.memory());
        }
        long most = 10 * failure.executions() + 1_000;
        List<Attempt> smallest = new ArrayList<>(List.of(failure));
        Minimised small = Minimiser.minimise(
                failure.program(),
                program -> {
                    Attempt attempt = attempts.alone(program, most);
                    boolean isSame = attempt.isFailure() && attempt.isLike(failure);
                    if (isSame) {
                        smallest.set(0, attempt);
                    }
                    return isSame;
                },
                () -> !isTimeUp());
        note += small.isMinimal() ? "" : "; not shrunk to the end: time was up";
        return new Violation(
                small.program(), smallest.get(0).findings(), smallest.get(0).steps(), search.memory());
    }

    private Verdict verdict(Outcome outcome, @Nullable Violation violation) {
        return new Verdict("explorer", outcome, executions, "executions", elapsed(), violation, note);
    }

    private boolean isWanted(List<Finding> wrong) {
        return search.wants(wrong.stream().map(Finding::broken));
    }

    private Duration elapsed() {
        return Duration.ofNanos(nanoTime.getAsLong() - start);
    }

    private boolean isTimeUp() {
        return elapsed().compareTo(search.time()) >= 0;
    }
}
