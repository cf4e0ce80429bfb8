package kmemcg.report.html;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import kmemcg.engine.Violation;
import kmemcg.explore.Access;
import kmemcg.explore.RecordedStep;
import kmemcg.program.Program;
import kmemcg.program.Program.Phase;

/**
 * A counterexample to step through: every step that its engine recorded; of an engine that records none, its readable lines, unless they
 * are a table.
 *
 * @param lanes the heads of the columns: a thread of the program each, and one for all that was deferred
 * @param moments none if it cannot be stepped through
 */
record Story(List<String> lanes, List<Moment> moments) {
    private static final String DEFERRED = "deferred";
    private static final String BROKEN = "broken: ";

    Story {
        lanes = List.copyOf(lanes);
        moments = List.copyOf(moments);
    }

    static Story of(Violation violation) {
        if (!violation.recorded().isEmpty()) {
            return recorded(violation);
        }
        boolean isTable = violation.steps().stream().anyMatch(line -> line.startsWith("|"));
        return isTable ? new Story(List.of(), List.of()) : told(violation.steps());
    }

    private static Story told(List<String> steps) {
        List<Moment> moments = steps.stream()
                .map(step -> bare(0, "", step, step.startsWith(BROKEN)))
                .toList();
        return new Story(List.of("in sequence"), moments);
    }

    private static Moment bare(int lane, String who, String text, boolean isFinding) {
        return new Moment(lane, who, text, isFinding, true, null, 0, List.of());
    }

    private static Story recorded(Violation violation) {
        List<RecordedStep> steps = violation.recorded();
        List<String> lanes = lanes(violation.program(), steps);
        Sharing sharing = Sharing.of(steps);
        Map<String, Integer> writer = new HashMap<>();
        List<Moment> moments = new ArrayList<>();
        for (RecordedStep step : steps) {
            Access access = step.access();
            int source = access == null || !access.isRead() ? 0 : writer.getOrDefault(access.cell(), 0);
            moments.add(new Moment(
                    lane(lanes, step.thread()),
                    step.thread(),
                    step.text(),
                    step.isFinding(),
                    sharing.concernsOthers(step),
                    access,
                    source,
                    step.lines().stream().map(Object::toString).distinct().toList()));
            if (access != null && access.isWrite()) {
                writer.put(access.cell(), moments.size());
            }
        }
        addLateFindings(violation, moments);
        return new Story(lanes, moments);
    }

    private static List<String> lanes(Program program, List<RecordedStep> steps) {
        int threads = program.threads().size();
        List<String> own = IntStream.range(0, threads)
                .mapToObj(index -> Phase.THREADS.label(index, threads))
                .toList();
        List<String> acting =
                steps.stream().map(RecordedStep::thread).distinct().toList();
        List<String> lanes = own.stream().filter(acting::contains).collect(Collectors.toCollection(ArrayList::new));
        if (!own.containsAll(acting)) {
            lanes.add(DEFERRED);
        }
        return lanes;
    }

    private static int lane(List<String> lanes, String thread) {
        int lane = lanes.indexOf(thread);
        return lane < 0 ? lanes.size() - 1 : lane;
    }

    /** What was found only when everybody had come to the end, by looking at the whole state. */
    private static void addLateFindings(Violation violation, List<Moment> moments) {
        if (moments.stream().noneMatch(Moment::isFinding)) {
            int lane = moments.get(moments.size() - 1).lane();
            violation
                    .findings()
                    .forEach(finding -> moments.add(bare(lane, "found at the end", finding.toString(), true)));
        }
    }
}
