package kmemcg.engine.explorer;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import kmemcg.design.Verb;
import kmemcg.engine.Search;
import kmemcg.engine.Subject;
import kmemcg.engine.Verdict;
import kmemcg.engine.Verdict.Outcome;
import kmemcg.engine.Violation;
import kmemcg.explore.ExplorerMachine;
import kmemcg.explore.MemoryModel;
import kmemcg.machine.Finding;
import kmemcg.machine.Task;
import kmemcg.memcg.Geometry;
import kmemcg.program.Minimiser;
import kmemcg.program.Minimiser.Minimised;
import kmemcg.program.Program;
import org.jspecify.annotations.Nullable;

/** One search: explores programs until one fails, all are through or the time is up. */
final class Hunt {
    private final Subject subject;
    private final Search search;
    private final MemoryModel model;
    private final long start = System.nanoTime();
    private long executions;
    private long programs;
    private long verified;
    private String note = "";

    Hunt(Subject subject, Search search) {
        this.subject = subject;
        this.search = search;
        this.model = search.memory();
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
            Attempt attempt = attempt(program, Long.MAX_VALUE);
            if (attempt.isFailure()) {
                return verdict(Outcome.VIOLATED, violation(attempt));
            }
        }
        note = "%,d of %,d programs to their end".formatted(verified, programs);
        return verdict(verified == programs ? Outcome.HOLDS : Outcome.BOUNDED, null);
    }

    private Verdict undirected() {
        List<Program> left = Plan.programs(subject.design(), vocabulary(), search.seed(), search.effort());
        programs = left.size();
        int pass = 0;
        for (; pass < Plan.passes() && !isTimeUp(); pass++) {
            List<Program> unfinished = new ArrayList<>();
            for (Program program : left) {
                Attempt attempt = attempt(program, Plan.most(pass, search.effort()));
                if (attempt.isFailure()) {
                    note = "seed " + search.seed();
                    return verdict(Outcome.VIOLATED, violation(attempt));
                }
                if (!attempt.isExhausted()) {
                    unfinished.add(program);
                }
            }
            left = unfinished;
        }
        note = "seed %d, %,d of %,d programs to their end".formatted(search.seed(), verified, programs);
        return verdict(isTimeUp() && pass <= 1 ? Outcome.BOUNDED : Outcome.HOLDS, null);
    }

    private Set<Verb> vocabulary() {
        ExplorerMachine machine = new ExplorerMachine(1, model);
        Task task = machine.task("boot", 0);
        List<Set<Verb>> vocabularies = new ArrayList<>();
        machine.run(
                task,
                () -> vocabularies.add(
                        subject.build().on(machine, Geometry.SMALL).vocabulary()));
        return vocabularies.get(0);
    }

    private Attempt attempt(Program program, long most) {
        Attempt attempt = Attempt.at(subject, program, model, most, this::isTimeUp, this::isWanted);
        executions += attempt.executions();
        verified += attempt.isExhausted() ? 1 : 0;
        programs += search.isDirected() ? 1 : 0;
        return attempt;
    }

    private Violation violation(Attempt failure) {
        if (!search.shrinks()) {
            return new Violation(failure.program(), failure.findings(), failure.steps(), model);
        }
        long most = 10 * failure.executions() + 1_000;
        List<Attempt> smallest = new ArrayList<>(List.of(failure));
        Minimised small = Minimiser.minimise(
                failure.program(),
                program -> {
                    Attempt attempt = Attempt.at(subject, program, model, most, this::isTimeUp, this::isWanted);
                    boolean isSame = attempt.isFailure() && attempt.isLike(failure);
                    if (isSame) {
                        smallest.set(0, attempt);
                    }
                    return isSame;
                },
                () -> !isTimeUp());
        note += small.isMinimal() ? "" : "; not shrunk to the end: time was up";
        return new Violation(
                small.program(), smallest.get(0).findings(), smallest.get(0).steps(), model);
    }

    private Verdict verdict(Outcome outcome, @Nullable Violation violation) {
        return new Verdict("explorer", outcome, executions, "executions", elapsed(), violation, note);
    }

    private boolean isWanted(List<Finding> wrong) {
        return search.wants(wrong.stream().map(Finding::broken));
    }

    private Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private boolean isTimeUp() {
        return elapsed().compareTo(search.time()) >= 0;
    }
}
