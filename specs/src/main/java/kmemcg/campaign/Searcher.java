package kmemcg.campaign;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import kmemcg.counterexample.Counterexample;
import kmemcg.counterexample.CounterexampleFolder;
import kmemcg.engine.Engine;
import kmemcg.engine.Monitor;
import kmemcg.engine.Search;
import kmemcg.engine.Subject;
import kmemcg.engine.Verdict;
import kmemcg.engine.Violation;
import kmemcg.machine.Invariant;
import kmemcg.program.Program;
import org.jspecify.annotations.Nullable;

/** One search after the other, each within its share of the budget, each counterexample written at once. */
final class Searcher {
    /** Most bugs are found in a small part of their time, and the few others may have what is left over in advance. */
    private static final int GENEROSITY = 3;

    private final Settings settings;
    private final Watcher watcher;
    private final Budget budget;

    Searcher(Settings settings, Watcher watcher, int parts) {
        this.settings = settings;
        this.watcher = watcher;
        this.budget = new Budget(settings.budget(), parts, System::nanoTime);
    }

    /** Says that so many parts of the time will not be needed. */
    void skip(int parts) {
        budget.skip(parts);
    }

    /**
     * A search for programs that break anything, or with these programs if there are any, with so many shares of the time; somewhat more if
     * it would have to end without an answer.
     */
    Verdict search(Engine engine, Subject subject, List<Program> programs, int shares) {
        Duration share = budget.next(shares * engine.partsOfTime());
        return search(engine, subject, programs, Set.of(), share, budget.beyond(share));
    }

    /** A search for programs that break one of these, or with these programs if there are any, that will most likely be a short one. */
    Verdict hunt(Engine engine, Subject subject, List<Program> programs, Set<Invariant> wanted, int shares) {
        Duration share = budget.generous(shares * engine.partsOfTime(), GENEROSITY);
        return search(engine, subject, programs, wanted, share, Duration.ZERO);
    }

    private Verdict search(
            Engine engine,
            Subject subject,
            List<Program> programs,
            Set<Invariant> wanted,
            Duration share,
            Duration overtime) {
        if (watcher.wantsEnd()) {
            return Attempt.notBegun(engine);
        }
        Monitor monitor = new Monitor(watcher::wantsEnd);
        watcher.begins(subject.name(), engine.name(), share, monitor);
        Search search = new Search(
                programs,
                settings.seed(),
                settings.effort(),
                share,
                overtime,
                wanted,
                true,
                settings.memory(),
                settings.walks(),
                monitor);
        return Attempt.run(engine, subject, search);
    }

    /** Writes the counterexample of a verdict, if it has one. */
    @Nullable
    Path save(Subject subject, Verdict verdict, CounterexampleFolder folder) {
        Violation violation = verdict.violation();
        if (violation == null) {
            return null;
        }
        String own = subject.isOwnVariant() ? subject.name() : null;
        String bug = subject.isBug() ? subject.name() : null;
        Counterexample counterexample = new Counterexample(own, bug, verdict.engine(), settings.seed(), violation);
        Path file = folder.save(counterexample);
        watcher.found(subject, counterexample, file);
        return file;
    }
}
