package kmemcg.property;

import kmemcg.machine.Invariant;

/** Invariant 7. At rest a list with items can be looked up, and reclaim is told to look at the group that owns it. */
final class Reachability implements StateCheck {
    @Override
    public Invariant invariant() {
        return Invariant.RECLAIM_REACHABILITY;
    }

    @Override
    public void check(State state, Strength strength, Report report) {
        if (strength.atLeast(Strength.QUIESCENT)) {
            state.lists().stream().filter(list -> !list.isReachable()).forEach(list -> list.items()
                    .forEach(item -> report.broken(
                            "item out of reclaim's reach", "%s on the list of %s".formatted(item, list.owner()))));
        }
    }
}
