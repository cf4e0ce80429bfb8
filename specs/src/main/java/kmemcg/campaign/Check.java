package kmemcg.campaign;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import kmemcg.counterexample.CounterexampleFolder;
import kmemcg.engine.Engine;
import kmemcg.engine.Engines;
import kmemcg.engine.Subject;
import kmemcg.engine.Verdict;
import kmemcg.engine.Verdict.Outcome;
import kmemcg.program.Program;
import org.jspecify.annotations.Nullable;

/** Does what must hold hold? Every engine searches every design. */
public final class Check {
    private final Settings settings;
    private final CounterexampleFolder folder;
    private final Watcher watcher;
    private final boolean isToEndWithTheFirst;

    /** @param isToEndWithTheFirst whether nothing more is searched once a counterexample is found */
    public Check(Settings settings, CounterexampleFolder folder, Watcher watcher, boolean isToEndWithTheFirst) {
        this.settings = settings;
        this.folder = folder;
        this.watcher = watcher;
        this.isToEndWithTheFirst = isToEndWithTheFirst;
    }

    /**
     * Searches for programs that break a subject, or tries the given programs only if there are any. The first subject gets twice the time,
     * since the JVM is slow at first.
     */
    public List<Result> run(List<Subject> subjects, List<Engine> engines, List<Program> programs) {
        Searcher searcher = new Searcher(settings, watcher, (subjects.size() + 1) * Engines.partsOfTime(engines));
        List<Result> results = new ArrayList<>();
        int shares = 2;
        for (Subject subject : subjects) {
            for (Engine engine : engines) {
                Verdict verdict = searcher.search(engine, subject, programs, shares);
                results.add(new Result(subject, verdict, searcher.save(subject, verdict, folder)));
                if (isToEndWithTheFirst && verdict.outcome() == Outcome.VIOLATED) {
                    return results;
                }
            }
            shares = 1;
        }
        return results;
    }

    /** The outcome of all. */
    public static Outcome outcome(List<Result> results) {
        return Outcomes.worst(
                results.stream().map(result -> result.verdict().outcome()).toList());
    }

    /**
     * What one engine says about one subject.
     *
     * @param file with the counterexample, if there is one
     */
    public record Result(
            Subject subject, Verdict verdict, @Nullable Path file) {}
}
