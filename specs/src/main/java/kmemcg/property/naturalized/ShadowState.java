package kmemcg.property.naturalized;

import java.util.List;
import java.util.function.Function;
import kmemcg.design.naturalized.ShadowDesign;
import kmemcg.lru.UserPage;
import kmemcg.machine.Invariant;
import kmemcg.machine.KernelObject;
import kmemcg.memcg.MemCgroup;
import kmemcg.property.Facts;
import kmemcg.property.ListItem;
import kmemcg.property.ListTotal;
import kmemcg.property.StateCheck.Report;
import kmemcg.property.Strength;

/** Two lists for each page: the zone's, and that of its payer if it has one other than the root. */
final class ShadowState extends UserPageState {
    private final ShadowDesign design;

    ShadowState(ShadowDesign design, List<KernelObject> live, Facts facts) {
        super(design, live, facts);
        this.design = design;
    }

    /** An uncharged page that is on no group's list may name whomever it likes. */
    @Override
    boolean isNameUsed(UserPage page) {
        return page.cgroup().peekUsed() || page.cgroup().peekAcctLru();
    }

    @Override
    public List<ListItem> listItems() {
        return pages().stream()
                .map(page -> new ListItem(page, payerOf(page), isOnGroupsList(page)))
                .toList();
    }

    private boolean isOnGroupsList(UserPage page) {
        MemCgroup payer = payerOf(page);
        return payer != null && payer != root() && page.cgroup().peekAcctLru();
    }

    @Override
    public List<ListTotal> listTotals() {
        return List.of(new ListTotal(
                "zone", design.zone().peekSize(), design.zone().peekPages().size()));
    }

    @Override
    public void checkFurther(Strength strength, Function<Invariant, Report> reports) {
        if (strength.atLeast(Strength.QUIESCENT)) {
            pages().forEach(page -> isOnBoth(page, reports.apply(Invariant.LIST_MEMBERSHIP)));
        }
    }

    /** At rest every page is on the zone's list, and every charged one on its group's, or would be if that were not the root. */
    private void isOnBoth(UserPage page, Report report) {
        long times = design.zone().peekPages().stream()
                .filter(listed -> listed == page)
                .count();
        report.unless(
                times == 1 && page.peekLru(),
                "page not on the zone's list",
                "%s: linked %s, %d times on it",
                page,
                page.peekLru(),
                times);
        boolean used = page.cgroup().peekUsed();
        boolean acct = page.cgroup().peekAcctLru();
        report.unless(used == acct, "page not on its group's list", "%s: charged %s, linked %s", page, used, acct);
    }
}
