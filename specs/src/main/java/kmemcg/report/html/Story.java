package kmemcg.report.html;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import kmemcg.engine.Violation;
import kmemcg.explore.Access;
import kmemcg.explore.RecordedStep;
import kmemcg.program.Program;
import kmemcg.program.Program.Phase;

/**
 * A counterexample to step through: every step that its engine recorded; of an engine that records none, its readable lines, unless they
 * are a table.
 *
 * @param lanes the heads of the columns: a thread or other segment of the program each, and one for all that was deferred
 * @param moments none if it cannot be stepped through
 */
record Story(List<String> lanes, List<Moment> moments) {
    private static final String DEFERRED = "deferred";

    /** What was deferred, and who drains stocks and looks at everything at the end. */
    private static final String OTHERS = "others";

    private static final String BROKEN = "broken: ";

    Story {
        lanes = List.copyOf(lanes);
        moments = List.copyOf(moments);
    }

    static Story of(Violation violation) {
        if (!violation.everyStep().isEmpty()) {
            return recorded(violation);
        }
        boolean isTable = violation.steps().stream().anyMatch(line -> line.startsWith("|"));
        return isTable ? new Story(List.of(), List.of()) : told(violation);
    }

    /** Of lines that begin with who does what they say; others belong to whoever was the last. */
    private static Story told(Violation violation) {
        List<String> labels = labels(violation.program());
        List<String> lanes = new ArrayList<>();
        List<Moment> moments = new ArrayList<>();
        String who = "";
        for (String step : violation.steps()) {
            String label = labelOf(step, labels);
            who = label.isEmpty() ? who : label;
            if (!lanes.contains(who)) {
                lanes.add(who);
            }
            String text = step.substring(label.length()).replaceFirst("^:? ", "");
            moments.add(bare(lanes.indexOf(who), label, text, step.startsWith(BROKEN)));
        }
        lanes.replaceAll(lane -> lane.isEmpty() ? "in sequence" : lane);
        return new Story(lanes, moments);
    }

    private static String labelOf(String step, List<String> labels) {
        return labels.stream()
                .filter(label -> step.startsWith(label + " ") || step.startsWith(label + ": "))
                .findFirst()
                .orElse("");
    }

    private static Moment bare(int lane, String who, String text, boolean isFinding) {
        return new Moment(lane, who, text, isFinding, true, null, 0, List.of());
    }

    private static Story recorded(Violation violation) {
        List<RecordedStep> steps = violation.everyStep();
        boolean isSequence = violation.recorded().isEmpty();
        List<String> lanes = lanes(violation.program(), steps, isSequence ? OTHERS : DEFERRED);
        Sharing sharing = Sharing.of(steps, isSequence);
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

    private static List<String> lanes(Program program, List<RecordedStep> steps, String rest) {
        List<String> own = labels(program);
        List<String> acting =
                steps.stream().map(RecordedStep::thread).distinct().toList();
        List<String> lanes = own.stream().filter(acting::contains).collect(Collectors.toCollection(ArrayList::new));
        if (!own.containsAll(acting)) {
            lanes.add(rest);
        }
        return lanes;
    }

    /** Who does something in a program, in this order. */
    private static List<String> labels(Program program) {
        return Stream.of(Phase.values())
                .flatMap(phase -> IntStream.range(0, program.segments(phase).size())
                        .mapToObj(index ->
                                phase.label(index, program.segments(phase).size())))
                .toList();
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
