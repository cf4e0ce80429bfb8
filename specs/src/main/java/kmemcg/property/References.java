package kmemcg.property;

import kmemcg.machine.Invariant;

/**
 * Invariant 5. At rest each reference count equals its holders, one by one; what must be gone by then is gone; and once everything is
 * freed and drained, nothing is charged but what may be left over.
 */
final class References implements StateCheck {
    @Override
    public Invariant invariant() {
        return Invariant.REFERENCES;
    }

    @Override
    public void check(State state, Strength strength, Report report) {
        if (!strength.atLeast(Strength.QUIESCENT)) {
            return;
        }
        state.referenceCounts().forEach(counted -> compare(counted, report));
        state.remnants()
                .filter(remnant -> strength.atLeast(remnant.goneBy()))
                .forEach(remnant -> report.broken(remnant.kind(), remnant.message()));
        if (strength.atLeast(Strength.EMPTY)) {
            state.counters().stream()
                    .filter(counter -> !state.isRemoved(counter.group()))
                    .forEach(counter -> onlyLeftovers(counter, report));
        }
    }

    private static void compare(Counted counted, Report report) {
        report.unless(
                counted.references() == counted.holders().size(),
                "reference count is not its holders",
                "%s: %d references, holders %s",
                counted.object(),
                counted.references(),
                counted.holders());
    }

    private static void onlyLeftovers(Counter counter, Report report) {
        long value = counter.value();
        long leftOver = counter.leftOver();
        report.unless(
                value == leftOver, "charge left over", "%s: %d pages, %d expected", counter.group(), value, leftOver);
    }
}
