package kmemcg.campaign;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import kmemcg.campaign.Trail.Stage;
import kmemcg.campaign.Trail.Trial;
import kmemcg.counterexample.CounterexampleFolder;
import kmemcg.engine.Engine;
import kmemcg.engine.Engines;
import kmemcg.engine.Verdict;
import kmemcg.engine.Verdict.Outcome;
import kmemcg.engine.Violation;
import kmemcg.program.Program;

/**
 * Would the engines have found the bugs that really happened? Each bug is searched for without a hint, by one engine after
 * the other until one finds it; and if none does, with the bug's own scenario.
 */
public final class Hunt {
    /** Time for searches without a bug's scenario; with it one share is more than enough. */
    private static final int UNDIRECTED_SHARES = 4;

    private final Settings settings;
    private final CounterexampleFolder folder;
    private final Watcher watcher;
    private final Thoroughness thoroughness;

    /** A hunt that has not begun. */
    public Hunt(Settings settings, CounterexampleFolder folder, Watcher watcher, Thoroughness thoroughness) {
        this.settings = settings;
        this.folder = folder;
        this.watcher = watcher;
        this.thoroughness = thoroughness;
    }

    /** Hunts the bugs one by one. */
    public List<Trail> run(List<Quarry> bugs, List<Engine> engines) {
        int shares = thoroughness == Thoroughness.SCENARIO_ONLY ? 1 : UNDIRECTED_SHARES + 1;
        int parts = bugs.size() * Engines.partsOfTime(engines) * shares;
        Searcher searcher = new Searcher(settings, watcher, parts);
        return bugs.stream().map(bug -> hunt(bug, engines, searcher)).toList();
    }

    /** Of the claim that each bug fails as expected. */
    public static Outcome outcome(List<Trail> trails) {
        return Outcomes.worst(trails.stream().map(Trail::outcome).toList());
    }

    /**
     * Of the claim that each bug fails as expected, and that at least so many in a hundred are found without their scenario.
     */
    public static Outcome outcome(List<Trail> trails, int undirectedPercent) {
        Outcome each = outcome(trails);
        boolean enough = undirected(trails) * 100 >= (long) trails.size() * undirectedPercent;
        return each == Outcome.HOLDS && !enough ? Outcome.VIOLATED : each;
    }

    /** How many bugs were found without their scenario. */
    public static long undirected(List<Trail> trails) {
        return trails.stream().filter(trail -> trail.isFound(Stage.UNDIRECTED)).count();
    }

    private Trail hunt(Quarry bug, List<Engine> engines, Searcher searcher) {
        List<Trial> trials = new ArrayList<>();
        if (thoroughness != Thoroughness.SCENARIO_ONLY) {
            trials.addAll(stage(Stage.UNDIRECTED, bug, engines, searcher));
        }
        if (thoroughness != Thoroughness.UNTIL_FOUND || !new Trail(bug, trials).isFound()) {
            trials.addAll(stage(Stage.DIRECTED, bug, engines, searcher));
        } else {
            searcher.skip(Engines.partsOfTime(engines));
        }
        return new Trail(bug, trials);
    }

    private List<Trial> stage(Stage stage, Quarry bug, List<Engine> engines, Searcher searcher) {
        boolean directed = stage == Stage.DIRECTED;
        List<Program> programs = directed ? List.of(bug.scenario()) : List.of();
        List<Trial> trials = new ArrayList<>();
        int shares = directed ? 1 : UNDIRECTED_SHARES;
        int unneeded = shares * Engines.partsOfTime(engines);
        for (Engine engine : directed ? Engines.runningPrograms(engines) : engines) {
            unneeded -= shares * engine.partsOfTime();
            Verdict verdict = searcher.hunt(engine, bug.subject(), programs, bug.expected(), shares);
            Path file = searcher.save(bug.subject(), verdict, folder(stage, bug, verdict));
            trials.add(new Trial(stage, verdict, file));
            if (thoroughness != Thoroughness.EVERY_ENGINE && new Trail(bug, trials).isFound()) {
                break;
            }
        }
        searcher.skip(unneeded);
        return trials;
    }

    /** What was found with a scenario must not overwrite what was found without, nor must what was not looked for. */
    private CounterexampleFolder folder(Stage stage, Quarry bug, Verdict verdict) {
        Violation violation = verdict.violation();
        CounterexampleFolder ofStage = stage == Stage.DIRECTED ? folder.below("directed") : folder;
        return violation != null && !bug.explains(violation) ? ofStage.below("unexpected") : ofStage;
    }
}
