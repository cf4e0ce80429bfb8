package kmemcg.explore;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import kmemcg.explore.LaneTable.Row;
import kmemcg.explore.Step.Role;

/**
 * How did threads get into each other's way? A table with a column for each thread of the program and one that all deferred
 * activities share, time running down. A step is shown if others can have to do with it, or the finding names its place. All
 * others are counted. As long as that is too long, less is shown, and more counted: of each turn only the first and the last such step
 * besides what the finding names; no sections, grace periods and queueings; of the rest only what comes last. If
 * what the finding names is too long by itself, only the end is shown.
 */
public final class Lanes {
    private static final int MOST_LINES = 24;

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

    /** At most {@value #MOST_LINES} lines, heads included, of at most 110 characters where words allow; long rows are broken. */
    public List<String> compact() {
        List<Step> shared = steps.stream().filter(this::isShared).toList();
        List<Row> rows = rows(shared, steps, " of its own");
        if (isTooLong(rows)) {
            rows = rows(atTurns(shared), shared, "");
        }
        if (isTooLong(rows)) {
            List<Step> contending =
                    shared.stream().filter(step -> step.role() != Role.MEETS).toList();
            rows = withoutTheFirst(contending);
        }
        return isTooLong(rows) ? end(rows) : LaneTable.of(lanes, rows);
    }

    /** What comes last is shown, as much as there is room for, and always what the finding names. */
    private List<Row> withoutTheFirst(List<Step> contending) {
        List<Step> shown = new ArrayList<>(atTurns(contending));
        List<Row> rows = rows(shown, contending, "");
        for (int at = 0; at < shown.size() - 1 && isTooLong(rows); ) {
            if (isNamed(shown.get(at))) {
                at++;
            } else {
                shown.remove(at);
                rows = rows(shown, contending, "");
            }
        }
        return rows;
    }

    private boolean isTooLong(List<Row> rows) {
        return LaneTable.of(lanes, rows).size() > MOST_LINES;
    }

    private List<String> end(List<Row> rows) {
        int left = 1;
        while (LaneTable.of(lanes, rows.subList(left, rows.size())).size() >= MOST_LINES) {
            left++;
        }
        List<String> lines = LaneTable.of(lanes, rows.subList(left, rows.size()));
        lines.add(2, "... %d rows before".formatted(left));
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

    private List<Step> atTurns(List<Step> all) {
        return IntStream.range(0, all.size())
                .filter(at -> isTurn(all, at, at - 1) || isTurn(all, at, at + 1) || isNamed(all.get(at)))
                .mapToObj(all::get)
                .toList();
    }

    private static boolean isTurn(List<Step> all, int at, int neighbour) {
        return neighbour < 0
                || neighbour >= all.size()
                || !all.get(neighbour).thread().equals(all.get(at).thread());
    }
}
