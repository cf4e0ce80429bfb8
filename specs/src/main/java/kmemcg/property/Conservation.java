package kmemcg.property;

import kmemcg.machine.Invariant;

/**
 * Invariant 1. What a group tells is at rest what all that is there accounts for and what is counted ahead; and its counters are never
 * below what must have been charged. A removed group is exempt: its own counter is left over on purpose.
 */
final class Conservation implements StateCheck {
    @Override
    public Invariant invariant() {
        return Invariant.CONSERVATION;
    }

    @Override
    public void check(State state, Strength strength, Report report) {
        state.counters().stream()
                .filter(counter -> !state.isRemoved(counter.group()))
                .forEach(counter -> covers(counter, report));
        if (strength.atLeast(Strength.QUIESCENT)) {
            state.counters().forEach(counter -> balances(state, counter, report));
            state.statistics().forEach(statistic -> balances(state, statistic, report));
        }
    }

    private static void covers(Counter counter, Report report) {
        long value = counter.value();
        long needed = counter.needed();
        report.unless(
                value >= needed,
                "%s below live objects".formatted(counter.name()),
                "%s: %d pages, objects need %d",
                counter.group(),
                value,
                needed);
    }

    private static void balances(State state, Statistic statistic, Report report) {
        if (state.isRemoved(statistic.group())) {
            return;
        }
        long value = statistic.value();
        long committed = statistic.committed();
        long cached = statistic.cached();
        report.unless(
                value == committed + cached,
                "%s is not what is charged".formatted(statistic.name()),
                "%s: %d pages, charged %d, charged ahead %d",
                statistic.group(),
                value,
                committed,
                cached);
    }
}
