package kmemcg.explore.oracle;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * All runs of a machine, depth first. A state that was reached before is not walked again, which is harmless: a state holds
 * its whole history, so equal states have the same past and the same futures, and end in the same results.
 */
final class Walk<S> {
    /** A machine's states and the steps between them. Every run ends, since programs have no loops. */
    interface Machine<S> {
        S start();

        /** Every state that one step leads to; none at the end or when all threads wait for ever. */
        List<S> steps(S state);

        /** What has been done and seen so far. */
        Run seen(S state);
    }

    private final Machine<S> machine;
    private final Set<S> reached = new HashSet<>();
    private final Behaviours.Collector ends;

    private Walk(MicroProgram program, Machine<S> machine) {
        this.machine = machine;
        this.ends = new Behaviours.Collector(program);
    }

    static <S> Behaviours everywhere(MicroProgram program, Machine<S> machine) {
        Walk<S> walk = new Walk<>(program, machine);
        walk.visit(machine.start());
        return walk.ends.collected();
    }

    private void visit(S state) {
        if (!reached.add(state)) {
            return;
        }
        List<S> next = machine.steps(state);
        next.forEach(this::visit);
        if (next.isEmpty()) {
            ends.add(machine.seen(state));
        }
    }
}
