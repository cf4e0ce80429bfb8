package kmemcg.engine.sequences;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import kmemcg.engine.TestBed;
import kmemcg.machine.Task;
import kmemcg.memcg.Process;
import kmemcg.program.Program.Phase;
import kmemcg.program.Segment;

/** A process of a program, and the task that it runs as. */
record Runner(Task task, Process process) {
    /** All of a program's. */
    static Map<Phase, List<Runner>> all(TestBed bed) {
        Map<Phase, List<Runner>> runners = new EnumMap<>(Phase.class);
        for (Phase phase : Phase.values()) {
            List<Segment> segments = bed.program().segments(phase);
            runners.put(
                    phase,
                    IntStream.range(0, segments.size())
                            .mapToObj(index ->
                                    new Runner(bed.task(phase, index), bed.run().process(phase, index)))
                            .toList());
        }
        return runners;
    }
}
