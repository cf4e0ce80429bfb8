package kmemcg.stress;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import kmemcg.engine.Engine;
import kmemcg.engine.Search;
import kmemcg.engine.Subject;
import kmemcg.engine.Verdict;
import kmemcg.engine.Verdict.Outcome;

/**
 * The races of this package that the design has the words for, run by JCStress on the machine at hand. They are written by hand and run no programs; a race that
 * should have run and did not makes the answer a tool error, never a pass.
 */
public final class RacesEngine implements Engine {
    private static final int MILLISECONDS = 100;

    @Override
    public String name() {
        return "races";
    }

    @Override
    public String explanation() {
        return "hand-written races of two actors on real threads (JCStress): what this JVM and CPU really reorder";
    }

    @Override
    public boolean runsPrograms() {
        return false;
    }

    /** JCStress starts some fifty JVMs: the better part of a minute on two CPUs. */
    @Override
    public boolean takesPartUnasked() {
        return false;
    }

    @Override
    public Verdict check(Subject subject, Search search) {
        long start = System.nanoTime();
        if (search.isDirected()) {
            return verdict(Outcome.BOUNDED, List.of(), start, "races are fixed, they run no given program");
        }
        int milliseconds = (int) Math.max(1, MILLISECONDS * search.effort());
        try {
            Set<String> races = Races.of(subject.design(), subject.vocabulary());
            return new RaceRun(subject.name(), races, milliseconds, () -> search.isOver(elapsed(start)))
                    .results()
                    .map(results -> judge(results, races, start))
                    .orElseGet(() -> verdict(Outcome.BOUNDED, List.of(), start, "the time was up before JCStress was"));
        } catch (IOException e) {
            return verdict(Outcome.TOOL_ERROR, List.of(), start, "JCStress could not be run: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return verdict(Outcome.TOOL_ERROR, List.of(), start, "interrupted");
        }
    }

    /** A violation outweighs a race that did not run; that outweighs everything else. */
    static Verdict judge(List<RaceResult> results, Set<String> expected, long start) {
        String failures = results.stream()
                .filter(result -> !result.passed())
                .map(result -> simple(result.name()) + ": " + String.join("; ", result.forbidden()))
                .collect(Collectors.joining(System.lineSeparator()));
        if (!failures.isEmpty()) {
            return verdict(Outcome.VIOLATED, results, start, failures);
        }
        Set<String> missing = new TreeSet<>(expected);
        results.stream()
                .filter(result -> result.samples() > 0)
                .map(RaceResult::name)
                .forEach(missing::remove);
        if (!missing.isEmpty()) {
            String names = missing.stream().map(RacesEngine::simple).collect(Collectors.joining(", "));
            return verdict(Outcome.TOOL_ERROR, results, start, "did not run: " + names);
        }
        return verdict(Outcome.HOLDS, results, start, results.size() + " races");
    }

    private static String simple(String className) {
        return className.substring(className.lastIndexOf('.') + 1);
    }

    private static Verdict verdict(Outcome outcome, List<RaceResult> results, long start, String note) {
        long samples = results.stream().mapToLong(RaceResult::samples).sum();
        return new Verdict("races", outcome, samples, "samples", elapsed(start), null, note);
    }

    private static Duration elapsed(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
