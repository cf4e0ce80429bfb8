package kmemcg.engine.lincheck;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import kmemcg.engine.Search;
import kmemcg.engine.Subject;
import kmemcg.engine.Verdict;
import kmemcg.engine.Verdict.Outcome;
import kmemcg.engine.Violation;
import kmemcg.program.Program;
import kmemcg.program.generate.JqwikGenerator;
import org.jspecify.annotations.Nullable;

/** One search: runs programs until one fails, all are through or the time is up. */
final class Hunt {
    /** This part of the planned runs, made in the time given, is enough to say that the design holds. */
    private static final double ENOUGH = 0.1;

    private final Subject subject;
    private final Search search;
    private final Plan plan;
    private final long start = System.nanoTime();
    private final List<Trial> trials = new ArrayList<>();
    private boolean cutShort;
    private String note = "";

    Hunt(Subject subject, Search search, Plan plan) {
        this.subject = subject;
        this.search = search;
        this.plan = plan;
    }

    Verdict run() {
        try {
            Failure failure = firstFailure(search.isDirected() ? search.fixed() : generated());
            return failure == null ? nothingFound() : verdict(Outcome.VIOLATED, violation(failure));
        } catch (RuntimeException e) {
            note = e.toString();
            return verdict(Outcome.TOOL_ERROR, null);
        }
    }

    private List<Program> generated() {
        note = "seed " + search.seed();
        int planned = (int) Math.max(1, Math.round(plan.programs() * search.effort()));
        return JqwikGenerator.concurrent(subject.design(), subject.vocabulary()).first(planned, search.seed());
    }

    private @Nullable Failure firstFailure(List<Program> programs) {
        programs.stream()
                .filter(program -> !program.threads().isEmpty())
                .map(program -> Trial.of(subject, program, plan.strategy(), this::isTimeUp))
                .forEach(trials::add);
        try {
            return Lincheck.check(trials, runsOfEach());
        } catch (Trial.TimeIsUp over) {
            cutShort = true;
            return null;
        }
    }

    private int runsOfEach() {
        return search.isDirected() ? plan.directedRuns() : plan.runs();
    }

    private Violation violation(Failure failure) {
        return search.shrinks()
                ? shrunk(failure)
                : new Violation(failure.trial().program(), failure.findings(), List.of());
    }

    private Violation shrunk(Failure failure) {
        Shrinking shrinking = new Shrinking(subject, failure, this::isTimeUp);
        Violation violation = shrinking.violation();
        note = (note + "; " + shrinking.note()).replaceAll("^; |; $", "");
        return violation;
    }

    private Verdict nothingFound() {
        if (cutShort) {
            note = "%s, time was up in program %d of %d".formatted(note, begun(), trials.size());
        }
        return verdict(!cutShort || isEnough() ? Outcome.HOLDS : Outcome.BOUNDED, null);
    }

    private boolean isEnough() {
        return !search.isDirected() && begun() >= ENOUGH * trials.size();
    }

    private long begun() {
        return trials.stream().filter(trial -> trial.runs() > 0).count();
    }

    private Verdict verdict(Outcome outcome, @Nullable Violation violation) {
        long runs = trials.stream().mapToLong(Trial::runs).sum();
        return new Verdict(plan.engine(), outcome, runs, "interleavings", elapsed(), violation, note);
    }

    private Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private boolean isTimeUp() {
        return search.isOver(elapsed(), isEnough());
    }
}
