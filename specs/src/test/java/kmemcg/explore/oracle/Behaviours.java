package kmemcg.explore.oracle;

import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;

/**
 * All that a program can do on some machine.
 *
 * @param outcomes how complete executions end
 * @param graphs the complete executions, each once, whatever the order in which independent operations ran
 * @param stuck how executions end in which no thread can go on although some have not ended
 * @param hazards what can happen to the object, in complete executions or stuck ones
 */
public record Behaviours(Set<Outcome> outcomes, Set<Graph> graphs, Set<Outcome> stuck, Set<Hazard> hazards) {
    /** Whether this machine can do all that another can. */
    public boolean includes(Behaviours other) {
        return outcomes.containsAll(other.outcomes)
                && graphs.containsAll(other.graphs)
                && stuck.containsAll(other.stuck)
                && hazards.containsAll(other.hazards);
    }

    /** Gathers the ends of runs. */
    static final class Collector {
        private final MicroProgram program;
        private final Behaviours behaviours =
                new Behaviours(new HashSet<>(), new HashSet<>(), new HashSet<>(), EnumSet.noneOf(Hazard.class));

        Collector(MicroProgram program) {
            this.program = program;
        }

        void add(Run end) {
            behaviours.hazards.addAll(end.object().hazards());
            if (end.nextEvents().stream().allMatch(program::isPastEnd)) {
                behaviours.outcomes.add(Outcome.of(program, end));
                behaviours.graphs.add(Graph.of(end));
            } else {
                behaviours.stuck.add(Outcome.of(program, end));
            }
        }

        Behaviours collected() {
            return behaviours;
        }
    }
}
