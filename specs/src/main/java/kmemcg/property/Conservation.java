package kmemcg.property;

import kmemcg.design.objcg.ObjCgroup;
import kmemcg.design.objcg.ObjcgMemcg;
import kmemcg.machine.Invariant;

/**
 * Invariant 1. Charges are taken in pages by way of owners; so an owner's bytes, wherever they are, make whole pages, and a
 * group's usage is the pages of all owners in its subtree plus the pages that CPUs hold for it. A removed group is exempt: its
 * own counter is left over on purpose.
 */
final class Conservation implements StateCheck {
    @Override
    public Invariant invariant() {
        return Invariant.CONSERVATION;
    }

    @Override
    public void check(State state, Strength strength, Report report) {
        for (ObjcgMemcg group : state.onlineGroups()) {
            covers(state, group, report);
            if (strength.atLeast(Strength.QUIESCENT)) {
                balances(state, group, report);
            }
        }
        if (strength.atLeast(Strength.QUIESCENT)) {
            state.objcgs().forEach(owner -> wholePages(state, owner, report));
        }
    }

    private static void covers(State state, ObjcgMemcg group, Report report) {
        long usage = group.memory().peekUsage() * pageSize(state);
        long objects = state.ownersIn(group).mapToLong(state::objectBytes).sum();
        report.unless(
                usage >= objects, "usage below live objects", "%s: usage %d bytes, objects %d", group, usage, objects);
    }

    private static void balances(State state, ObjcgMemcg group, Report report) {
        long owned = state.ownersIn(group).mapToLong(state::chargedBytes).sum() / pageSize(state);
        long stocked = state.stockedPages(group);
        long usage = group.memory().peekUsage();
        report.unless(
                usage == owned + stocked,
                "usage is not what is charged",
                "%s: usage %d pages, charged by way of owners %d, stocked %d",
                group,
                usage,
                owned,
                stocked);
        report.unless(
                group.peekKernelPages() == owned,
                "kernel statistic is not what is charged",
                "%s: kernel %d pages, charged by way of owners %d",
                group,
                group.peekKernelPages(),
                owned);
    }

    private static void wholePages(State state, ObjCgroup owner, Report report) {
        long bytes = state.chargedBytes(owner);
        report.unless(bytes % pageSize(state) == 0, "owner's bytes are no whole pages", "%s: %d bytes", owner, bytes);
    }

    private static long pageSize(State state) {
        return state.design().geometry().pageSize();
    }
}
