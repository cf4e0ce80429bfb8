package kmemcg.campaign;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
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
     * Searches for programs that break a subject, or tries the given programs only if there are any. Engines that rewrite classes come last:
     * after each of their searches the JVM has to compile all of them anew. They begin with the last subject: designs are in the order of
     * their age, the younger have the longer programs, and what the older leave over would be too late for them. The subject that comes
     * first gets twice the time, since the JVM is slow at first.
     *
     * @return subject by subject, in the order in which the engines searched
     */
    public List<Result> run(List<Subject> subjects, List<Engine> engines, List<Program> programs) {
        Searcher searcher = new Searcher(settings, watcher, (subjects.size() + 1) * Engines.partsOfTime(engines));
        List<Result> results = new ArrayList<>();
        for (Turn turn : turns(subjects, engines)) {
            Result result = search(searcher, turn.engine, turn.subject, programs, turn.isFirst ? 2 : 1);
            results.add(result);
            if (isToEndWithTheFirst && result.verdict().outcome() == Outcome.VIOLATED) {
                break;
            }
        }
        results.sort(Comparator.comparingInt(result -> subjects.indexOf(result.subject())));
        return results;
    }

    private record Turn(Engine engine, Subject subject, boolean isFirst) {}

    private static List<Turn> turns(List<Subject> subjects, List<Engine> engines) {
        List<Turn> turns = new ArrayList<>();
        for (Engine engine : engines) {
            if (!engine.rewritesClasses()) {
                turns.addAll(turns(engine, subjects));
            }
        }
        List<Subject> youngestFirst = new ArrayList<>(subjects);
        Collections.reverse(youngestFirst);
        for (Engine engine : engines) {
            if (engine.rewritesClasses()) {
                turns.addAll(turns(engine, youngestFirst));
            }
        }
        return turns;
    }

    private static List<Turn> turns(Engine engine, List<Subject> subjects) {
        return subjects.stream()
                .map(subject -> new Turn(engine, subject, subject.equals(subjects.get(0))))
                .toList();
    }

    private Result search(Searcher searcher, Engine engine, Subject subject, List<Program> programs, int shares) {
        Verdict verdict = searcher.search(engine, subject, programs, shares);
        return new Result(subject, verdict, searcher.save(subject, verdict, folder));
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
            Subject subject, Verdict verdict, @Nullable Path file) {
        /** The command that repeats the counterexample; empty if there is none. */
        public String repeat() {
            return Replay.command(file, subject);
        }
    }
}
