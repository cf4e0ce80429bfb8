package kmemcg.property;

import kmemcg.design.objcg.ObjCgroup;
import kmemcg.lru.Link;
import kmemcg.lru.ListLruOne;
import kmemcg.machine.Invariant;
import kmemcg.memcg.MemCgroup;
import kmemcg.slab.SlabObject;
import org.jspecify.annotations.Nullable;

/**
 * Invariant 6. At rest a list's count is its length, the node's count their sum, each item is on one list, namely that of the
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
        countIsLength(state, state.design().lru().peekRootList(), report);
        state.design().lru().peekLists().values().forEach(list -> countIsLength(state, list, report));
        long total = state.design().lru().peekTotal();
        report.unless(
                total == state.links().size(),
                "node count is not the number of items",
                "count %d, items %d",
                total,
                state.links().size());
        state.links().forEach(link -> onOwnersList(state, link, report));
        state.objects().forEach(object -> knowsItsLink(state, object, report));
    }

    private static void countIsLength(State state, ListLruOne list, Report report) {
        long length = state.links().stream().filter(link -> link.list() == list).count();
        report.unless(
                list.peekItems() == length,
                "list count is not its length",
                "%s: count %d, length %d",
                list,
                list.peekItems(),
                length);
    }

    private static void onOwnersList(State state, Link link, Report report) {
        ObjCgroup owner = State.ownerOf(link.item());
        @Nullable MemCgroup group = owner == null ? state.design().root() : owner.peekMemcg();
        report.unless(
                link.list().peekOwner() == group,
                "item on a foreign list",
                "%s is on the list of %s, belongs to %s",
                link.item(),
                link.list().peekOwner(),
                group);
    }

    private static void knowsItsLink(State state, SlabObject object, Report report) {
        long links =
                state.links().stream().filter(link -> link.item() == object).count();
        report.unless(
                object.peekLinked() == (links == 1) && links <= 1,
                "item linked wrongly",
                "%s: linked %s, on %d lists",
                object,
                object.peekLinked(),
                links);
    }
}
