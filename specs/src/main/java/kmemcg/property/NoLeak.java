package kmemcg.property;

import kmemcg.design.objcg.ObjCgroup;
import kmemcg.machine.Invariant;
import kmemcg.memcg.MemCgroup;
import kmemcg.memcg.PageStock;
import kmemcg.slab.Slab;

/** Invariant 5 once every object is freed and every stock drained: nothing is charged and nothing is left but live groups. */
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
        for (MemCgroup group : state.onlineGroups()) {
            long usage = group.memory().peekUsage();
            report.unless(usage == 0, "charge left over", "%s: %d pages", group, usage);
        }
        for (PageStock stock : state.pageStocks()) {
            report.unless(stock.peekCached() == null, "stock not drained", "%s", stock.peekCached());
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
}
