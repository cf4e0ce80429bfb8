package kmemcg.property;

import kmemcg.machine.Invariant;

/**
 * Invariant 9, as far as it shows at rest: with nothing deferred left, each removed group is offline. Deadlocks, lock order and
 * sleeping where none is allowed are seen by the machine.
 */
final class Progress implements StateCheck {
    @Override
    public Invariant invariant() {
        return Invariant.PROGRESS;
    }

    @Override
    public void check(State state, Strength strength, Report report) {
        if (strength.atLeast(Strength.QUIESCENT)) {
            state.groups().stream()
                    .filter(state::isRemoved)
                    .forEach(group ->
                            report.unless(state.isOffline(group), "killed group never went offline", "%s", group));
        }
    }
}
