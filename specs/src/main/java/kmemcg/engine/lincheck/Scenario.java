package kmemcg.engine.lincheck;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import kmemcg.program.Program;
import kmemcg.program.Program.Phase;
import org.jetbrains.kotlinx.lincheck.Actor;
import org.jetbrains.kotlinx.lincheck.execution.ExecutionScenario;

/**
 * A program as Lincheck wants it: boot and {@code before} in the first part, threads in the parallel one, {@code after} last.
 * Lincheck wants a thread at least, so a program without any runs as one.
 */
final class Scenario {
    private static final Method BOOT = method("boot", Trial.class);
    private static final Method RUN = method("run", Phase.class, int.class, int.class);

    private Scenario() {}

    static ExecutionScenario of(Trial trial) {
        Program program = trial.program();
        List<Actor> first = new ArrayList<>(List.of(new Actor(BOOT, List.of(trial))));
        List<List<Actor>> threads = segments(program, Phase.THREADS);
        List<Actor> last = flat(segments(program, Phase.AFTER));
        if (threads.isEmpty()) {
            List<Actor> alone = flat(segments(program, Phase.BEFORE));
            alone.addAll(last);
            return new ExecutionScenario(first, List.of(alone), List.of(), null);
        }
        first.addAll(flat(segments(program, Phase.BEFORE)));
        return new ExecutionScenario(first, threads, last, null);
    }

    /** The trial that a scenario was made of. */
    static Trial trial(ExecutionScenario scenario) {
        return (Trial) scenario.getInitExecution().get(0).getArguments().get(0);
    }

    private static List<Actor> flat(List<List<Actor>> segments) {
        List<Actor> actors = new ArrayList<>();
        segments.forEach(actors::addAll);
        return actors;
    }

    private static List<List<Actor>> segments(Program program, Phase phase) {
        return IntStream.range(0, program.segments(phase).size())
                .mapToObj(segment -> operations(program, phase, segment))
                .toList();
    }

    private static List<Actor> operations(Program program, Phase phase, int segment) {
        int operations = program.segments(phase).get(segment).operations().size();
        return IntStream.range(0, operations)
                .mapToObj(index -> new Actor(RUN, List.of(phase, segment, index)))
                .toList();
    }

    private static Method method(String name, Class<?>... parameters) {
        try {
            return Interleaved.class.getMethod(name, parameters);
        } catch (NoSuchMethodException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }
}
