package kmemcg.explore;

import kmemcg.explore.Step.Role;

/** What the steps of an execution are to other threads. */
final class Roles {
    private final Graph graph;
    private final Contention contention;

    Roles(ExplorerMachine machine, Graph graph) {
        this.graph = graph;
        this.contention = new Contention(machine, graph);
    }

    Role of(Unit unit) {
        if (contention.concerns(unit)) {
            return Role.CONTENDS;
        }
        return switch (graph.kind[unit.first()]) {
            case RCU_LOCK, RCU_UNLOCK, GRACE_START, GRACE_END, SPAWN -> Role.MEETS;
            case BLOCKED, JOINING, STUCK -> Role.FINDS;
            default -> Role.OWN;
        };
    }
}
