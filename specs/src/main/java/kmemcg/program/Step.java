package kmemcg.program;

import java.util.ArrayList;
import java.util.List;
import kmemcg.program.Program.Phase;

/** One operation and when it runs, compared with others. */
record Step(Phase phase, int segment, int index, int cpu, Operation operation) {
    /** All operations of a program, in the order of its text. */
    static List<Step> of(Program program) {
        List<Step> steps = new ArrayList<>();
        for (Phase phase : Phase.values()) {
            List<Segment> segments = program.segments(phase);
            for (int segment = 0; segment < segments.size(); segment++) {
                add(steps, phase, segment, segments.get(segment));
            }
        }
        return steps;
    }

    private static void add(List<Step> steps, Phase phase, int index, Segment segment) {
        List<Operation> operations = segment.operations();
        for (int at = 0; at < operations.size(); at++) {
            steps.add(new Step(phase, index, at, segment.cpu(), operations.get(at)));
        }
    }

    Place place() {
        return Place.of(phase, segment, index);
    }

    boolean isParallelTo(Step other) {
        return phase == Phase.THREADS && other.phase == Phase.THREADS && segment != other.segment;
    }

    /** Whether it comes before the other in every run. */
    boolean precedes(Step other) {
        if (phase != other.phase) {
            return phase.compareTo(other.phase) < 0;
        }
        if (segment != other.segment) {
            return phase != Phase.THREADS && segment < other.segment;
        }
        return index < other.index;
    }

    /** Whether it comes before the other in some run. */
    boolean mayPrecede(Step other) {
        return precedes(other) || isParallelTo(other);
    }
}
