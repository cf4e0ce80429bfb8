package kmemcg.explore;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kmemcg.explore.LaneTable.Row;
import kmemcg.explore.Step.Role;
import org.jspecify.annotations.Nullable;

/**
 * Rows of lanes in the making: operations and activities get heads, steps that are not shown are counted, and told of at the end
 * of a turn or before their thread's next row. An activity without anything to show is left out.
 */
final class LaneRows {
    /** The lane that all deferred activities share. */
    static final String DEFERRED = "deferred";

    private final List<String> programThreads;
    private final List<Span> spans;
    private final Set<Step> shown;
    private final Set<String> visible;
    private final String whose;
    private final List<Row> rows = new ArrayList<>();
    private final Map<String, Integer> hidden = new TreeMap<>();
    private final Map<String, Span> operation = new HashMap<>();

    /** Whose the last row is. */
    private String writer = "";

    /** Which activity has written last. */
    private String activity = "";

    /**
     * No rows yet.
     *
     * @param whose what is said of steps that are counted: {@code " of its own"}
     */
    LaneRows(List<String> programThreads, List<Span> spans, List<Step> shown, String whose) {
        this.programThreads = programThreads;
        this.spans = spans;
        this.shown = Set.copyOf(shown);
        this.visible = Stream.concat(programThreads.stream(), shown.stream().map(Step::thread))
                .collect(Collectors.toSet());
        this.whose = whose;
    }

    void add(Step step) {
        if (!visible.contains(step.thread())) {
            return;
        }
        if (!writer.equals(step.thread())) {
            tellHidden(writer);
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

    /** Tells what is left to tell. */
    List<Row> end() {
        tellAllHidden();
        return rows;
    }

    /** Writes the head of an operation that begins; one that goes on needs none, nor a store of it that was delayed. */
    private void enter(Step step) {
        Span before = operation.get(step.thread());
        Span now = spanOf(step);
        if (now != null && (before == null || before.first() < now.first())) {
            tellHidden(step.thread());
            operation.put(step.thread(), now);
            rows.add(new Row(step.thread(), now.text() + ":"));
            writer = step.thread();
        }
    }

    private @Nullable Span spanOf(Step step) {
        return spans.stream().filter(span -> span.contains(step)).findFirst().orElse(null);
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
        boolean isDeferred = !programThreads.contains(thread);
        if (isDeferred && !thread.equals(activity)) {
            rows.add(new Row(DEFERRED, thread + ":"));
            activity = thread;
        }
        boolean hasHead = isDeferred || operation.containsKey(thread);
        rows.add(new Row(isDeferred ? DEFERRED : thread, hasHead ? "  " + text : text));
        writer = thread;
    }
}
