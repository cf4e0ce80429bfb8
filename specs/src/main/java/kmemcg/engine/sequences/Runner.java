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
import kmemcg.property.reference.Actor;
import kmemcg.property.reference.SequentialModel;

/** A process of a program, in the design and in the reference model. */
record Runner(Task task, Process process, Actor actor) {
    /** All of a program's. */
    static Map<Phase, List<Runner>> all(TestBed bed, SequentialModel model) {
        Map<Phase, List<Runner>> runners = new EnumMap<>(Phase.class);
        for (Phase phase : Phase.values()) {
            List<Segment> segments = bed.program().segments(phase);
            runners.put(
                    phase,
                    IntStream.range(0, segments.size())
                            .mapToObj(index -> of(bed, model, phase, index))
                            .toList());
        }
        return runners;
    }

    private static Runner of(TestBed bed, SequentialModel model, Phase phase, int index) {
        Segment segment = bed.program().segments(phase).get(index);
        return new Runner(
                bed.task(phase, index), bed.run().process(phase, index), model.actor(segment.cpu(), segment.group()));
    }
}
