package kmemcg.property;

import kmemcg.machine.Invariant;

/**
 * Invariant 2. No counter of a group in use is below zero; and unless charges were forced or a limit was lowered, neither the
 * counter nor what the group's processes really allocated is above the limit. That each successful charge looked at the
 * limit is seen at the charge itself.
 */
final class Bounds implements StateCheck {
    @Override
    public Invariant invariant() {
        return Invariant.BOUNDS;
    }

    @Override
    public void check(State state, Strength strength, Report report) {
        for (Counter counter : state.counters()) {
            if (state.isRemoved(counter.group())) {
                continue;
            }
            long value = counter.value();
            report.unless(
                    value >= 0, "%s below zero".formatted(counter.name()), "%s: %d pages", counter.group(), value);
            if (strength.atLeast(Strength.QUIESCENT) && !state.facts().mayExceedLimits()) {
                withinLimit(state, counter, report);
            }
        }
    }

    private static void withinLimit(State state, Counter counter, Report report) {
        long limit = counter.limit();
        long value = counter.value();
        report.unless(
                value <= limit,
                "%s above the limit".formatted(counter.name()),
                "%s: %d pages, limit %d",
                counter.group(),
                value,
                limit);
        long allocated = state.facts().mayBeUncharged() ? 0 : counter.allocated();
        report.unless(
                allocated <= limit,
                "objects above the limit",
                "%s: %d pages allocated, limit %d",
                counter.group(),
                allocated,
                limit);
    }
}
