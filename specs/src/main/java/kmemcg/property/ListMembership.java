package kmemcg.property;

import java.util.List;
import java.util.stream.Stream;
import kmemcg.machine.Invariant;

/**
 * Invariant 6. At rest a list's count is its length, a count of several lists their sum, each item is on one list, namely that of the
 * group that owns it now, and the item knows that it is linked.
 */
final class ListMembership implements StateCheck {
    @Override
    public Invariant invariant() {
        return Invariant.LIST_MEMBERSHIP;
    }

    @Override
    public void check(State state, Strength strength, Report report) {
        if (!strength.atLeast(Strength.QUIESCENT)) {
            return;
        }
        List<ItemList> lists = state.lists();
        lists.forEach(list -> countIsLength(list, report));
        state.listTotals().forEach(total -> countIsSum(total, report));
        state.listItems().forEach(item -> isWhereItBelongs(lists, item, report));
    }

    private static void countIsLength(ItemList list, Report report) {
        report.unless(
                list.counted() == list.items().size(),
                "list count is not its length",
                "%s: count %d, length %d",
                list.list(),
                list.counted(),
                list.items().size());
    }

    private static void countIsSum(ListTotal total, Report report) {
        report.unless(
                total.counted() == total.items(),
                "%s count is not the number of items".formatted(total.name()),
                "count %d, items %d",
                total.counted(),
                total.items());
    }

    private static void isWhereItBelongs(List<ItemList> lists, ListItem item, Report report) {
        List<ItemList> on = lists.stream()
                .flatMap(list -> list.items().stream()
                        .filter(listed -> listed == item.item())
                        .flatMap(listed -> Stream.of(list)))
                .toList();
        for (ItemList list : on) {
            report.unless(
                    list.owner() == item.group(),
                    "item on a foreign list",
                    "%s is on the list of %s, belongs to %s",
                    item.item(),
                    list.owner(),
                    item.group());
        }
        report.unless(
                item.isLinked() == (on.size() == 1) && on.size() <= 1,
                "item linked wrongly",
                "%s: linked %s, on %d lists",
                item.item(),
                item.isLinked(),
                on.size());
    }
}
