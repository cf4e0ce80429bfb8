package kmemcg.explore;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import kmemcg.explore.LaneTable.Row;
import kmemcg.explore.Step.Role;

/**
 * How did threads get into each other's way? A table with a column for each thread of the program and one that all deferred
 * activities share, time running down. A step is shown if others can have to do with it, or the finding names its place. All
 * others are counted. If that is too long, of each turn only the first and the last such step and what the finding names is shown, and those between are
 * counted; then sections, grace periods and queueings are left out; and if that is still too long, only the end is shown.
 */
public final class Lanes {
    private static final int MOST_ROWS = 25;

    private final List<String> programThreads;
    private final List<Step> steps;
    private final List<Span> spans;
    private final String finding;
    private final List<String> lanes;

    /**
     * An execution to be shown.
     *
     * @param programThreads the names of the program's threads, which get the first columns
     * @param steps what happened, in sequence
     * @param spans which steps are which operation of the program; an operation without steps is not shown
     * @param finding what was found, in words: what it names is shown; empty if there is nothing
     */
    public Lanes(List<String> programThreads, List<Step> steps, List<Span> spans, String finding) {
        this.programThreads = List.copyOf(programThreads);
        this.steps = List.copyOf(steps);
        this.spans = List.copyOf(spans);
        this.finding = finding;
        Set<String> acting = steps.stream().map(Step::thread).collect(Collectors.toSet());
        this.lanes = new ArrayList<>(this.programThreads);
        lanes.retainAll(acting);
        if (!this.programThreads.containsAll(acting)) {
            lanes.add(LaneRows.DEFERRED);
        }
    }

    /** Two lines of heads, then at most 25 rows, of at most 110 characters where words allow; long rows are broken. */
    public List<String> compact() {
        List<Step> shared = steps.stream().filter(this::isShared).toList();
        List<Row> rows = rows(shared, steps, " of its own");
        if (rows.size() > MOST_ROWS) {
            rows = rows(atTurns(shared), shared, "");
        }
        if (rows.size() > MOST_ROWS) {
            List<Step> contending =
                    shared.stream().filter(step -> step.role() != Role.MEETS).toList();
            rows = rows(atTurns(contending), contending, "");
        }
        int tooMany = Math.max(0, rows.size() - MOST_ROWS);
        List<String> lines = LaneTable.of(lanes, rows.subList(tooMany, rows.size()));
        if (tooMany > 0) {
            lines.add(2, "... %d rows before".formatted(tooMany));
        }
        return lines;
    }

    /** Every step, of each thread. */
    public List<String> full() {
        return LaneTable.of(lanes, rows(steps, steps, ""));
    }

    private List<Row> rows(List<Step> shown, List<Step> counted, String whose) {
        LaneRows rows = new LaneRows(programThreads, spans, shown, whose);
        counted.forEach(rows::add);
        return rows.end();
    }

    private boolean isShared(Step step) {
        return step.role() != Role.OWN || isNamed(step);
    }

    private boolean isNamed(Step step) {
        return !step.place().isEmpty() && finding.contains(step.place());
    }

    private List<Step> atTurns(List<Step> shared) {
        List<Step> kept = new ArrayList<>();
        for (int at = 0; at < shared.size(); at++) {
            Step step = shared.get(at);
            if (isTurn(shared, at - 1, step) || isTurn(shared, at + 1, step) || isNamed(step)) {
                kept.add(step);
            }
        }
        return kept;
    }

    private static boolean isTurn(List<Step> shared, int neighbour, Step step) {
        return neighbour < 0
                || neighbour >= shared.size()
                || !shared.get(neighbour).thread().equals(step.thread());
    }
}
