package kmemcg.property;

import kmemcg.design.objcg.ObjCgroup;
import kmemcg.machine.Invariant;
import kmemcg.memcg.MemCgroup;
import kmemcg.memcg.PageStock;
import kmemcg.slab.Slab;

/**
 * Invariant 5 once every object is freed and every stock drained: nothing is left but live groups, nothing is charged but what
 * their owners keep in whole pages for the next charge.
 */
final class NoLeak implements StateCheck {
    @Override
    public Invariant invariant() {
        return Invariant.REFERENCES;
    }

    @Override
    public void check(State state, Strength strength, Report report) {
        if (!strength.atLeast(Strength.EMPTY)) {
            return;
        }
        state.onlineGroups().forEach(group -> onlyLeftovers(state, group, report));
        for (PageStock stock : state.pageStocks()) {
            report.unless(stock.peekPages() == 0, "stock not drained", "%s", stock.peekCached());
        }
        state.objStocks()
                .forEach(stock ->
                        report.unless(stock.peekCached() == null, "byte stock not drained", "%s", stock.peekCached()));
        for (Slab slab : state.slabs()) {
            report.broken("leaked slab page", slab.name());
        }
        state.objcgs().stream()
                .filter(ObjCgroup::peekDying)
                .forEach(owner -> report.broken("leaked owner", owner.name()));
    }

    /** Parts of one page that were freed on different CPUs meet in {@code nr_charged_bytes}, and stay until the next charge. */
    private static void onlyLeftovers(State state, MemCgroup group, Report report) {
        long pages = state.ownersIn(group)
                        .filter(owner -> !owner.peekDying())
                        .mapToLong(ObjCgroup::peekChargedBytes)
                        .sum()
                / state.design().geometry().pageSize();
        long usage = group.memory().peekUsage();
        report.unless(usage == pages, "charge left over", "%s: %d pages, %d expected", group, usage, pages);
    }
}
