package kmemcg.explore;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kmemcg.explore.LaneTable.Row;
import kmemcg.explore.Step.Role;
import org.jspecify.annotations.Nullable;

/**
 * How did threads get into each other's way? A table with a column for each thread, time running down. A step is shown if others
 * can have to do with it: it is about a place that two threads touch and one of them changes, it orders or ends something, or
 * the finding names its place. All others are counted. If that is too long, of each turn only the first and the last such step
 * is shown, and if that is still too long, only the end of it all.
 */
public final class Lanes {
    private static final int MOST_ROWS = 25;

    private final List<String> programThreads;
    private final List<Step> steps;
    private final List<Span> spans;
    private final String finding;
    private final Set<String> contested;

    /**
     * An execution to be shown.
     *
     * @param programThreads the names of the program's threads, which get the first columns; activities get the others
     * @param steps what happened, in sequence
     * @param spans which steps are which operation of the program; an operation without steps is not shown
     * @param finding what was found, in words: what it names is shown; empty if there is nothing
     */
    public Lanes(List<String> programThreads, List<Step> steps, List<Span> spans, String finding) {
        this.programThreads = List.copyOf(programThreads);
        this.steps = List.copyOf(steps);
        this.spans = List.copyOf(spans);
        this.finding = finding;
        this.contested = contested(steps);
    }

    private static Set<String> contested(List<Step> steps) {
        Map<String, Set<String>> users = new HashMap<>();
        Set<String> changed = new HashSet<>();
        for (Step step : steps) {
            users.computeIfAbsent(step.place(), unseen -> new HashSet<>()).add(step.thread());
            if (step.role() == Role.WRITES) {
                changed.add(step.place());
            }
        }
        return changed.stream()
                .filter(place -> Objects.requireNonNull(users.get(place)).size() > 1)
                .collect(Collectors.toSet());
    }

    /** Two lines of heads, then at most 25 rows, of at most 110 characters. */
    public List<String> compact() {
        List<Step> shared = steps.stream().filter(this::isShared).toList();
        List<Row> rows = new Writing(shared, " of its own").all();
        if (rows.size() > MOST_ROWS) {
            rows = new Writing(atTurns(shared), "").all();
        }
        int tooMany = Math.max(0, rows.size() - MOST_ROWS);
        List<String> lines = table(shared).lines(rows.subList(tooMany, rows.size()));
        if (tooMany > 0) {
            lines.add(2, "... %d rows before".formatted(tooMany));
        }
        return lines;
    }

    /** Every step, of each thread. */
    public List<String> full() {
        return table(steps).lines(new Writing(steps, "").all());
    }

    private LaneTable table(List<Step> shown) {
        Stream<String> program = programThreads.stream()
                .filter(name -> steps.stream().anyMatch(step -> step.thread().equals(name)));
        return new LaneTable(Stream.concat(program, shown.stream().map(Step::thread))
                .distinct()
                .toList());
    }

    private boolean isShared(Step step) {
        return switch (step.role()) {
            case MEETS, FINDS -> true;
            case READS, WRITES -> contested.contains(step.place()) || isNamed(step);
            case OWN -> isNamed(step);
        };
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

    /** Rows in the making. Steps that are not shown are counted, and told of at the end of a turn or before the next row. */
    private final class Writing {
        private final Set<Step> shown;
        private final Set<String> columns;
        private final String whose;
        private final List<Row> rows = new ArrayList<>();
        private final Map<String, Integer> hidden = new TreeMap<>();
        private final Map<String, Span> current = new HashMap<>();

        Writing(List<Step> shown, String whose) {
            this.shown = Set.copyOf(shown);
            this.columns = Set.copyOf(table(shown).threads());
            this.whose = whose;
        }

        List<Row> all() {
            for (Step step : steps) {
                if (columns.contains(step.thread())) {
                    add(step);
                }
            }
            tellAllHidden();
            return rows;
        }

        private void add(Step step) {
            if (!rows.isEmpty() && !lastThread().equals(step.thread())) {
                tellHidden(lastThread());
            }
            enter(step);
            if (step.role() == Role.FINDS) {
                tellAllHidden();
            }
            if (shown.contains(step)) {
                tellHidden(step.thread());
                row(step.thread(), step.text());
            } else {
                hidden.merge(step.thread(), 1, Integer::sum);
            }
        }

        private String lastThread() {
            return rows.get(rows.size() - 1).thread();
        }

        /** Writes the head of an operation that begins; one that goes on needs none, nor a store of it that was delayed. */
        private void enter(Step step) {
            Span before = current.get(step.thread());
            Span now = spanOf(step);
            if (now != null && (before == null || before.first() < now.first())) {
                tellHidden(step.thread());
                current.put(step.thread(), now);
                rows.add(new Row(step.thread(), now.text() + ":"));
            }
        }

        private @Nullable Span spanOf(Step step) {
            return spans.stream()
                    .filter(span -> span.contains(step))
                    .findFirst()
                    .orElse(null);
        }

        private void tellAllHidden() {
            List.copyOf(hidden.keySet()).forEach(this::tellHidden);
        }

        private void tellHidden(String thread) {
            Integer count = hidden.remove(thread);
            if (count != null) {
                row(thread, "... %d step%s%s".formatted(count, count == 1 ? "" : "s", whose));
            }
        }

        private void row(String thread, String text) {
            rows.add(new Row(thread, current.containsKey(thread) ? "  " + text : text));
        }
    }
}
