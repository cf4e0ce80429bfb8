package kmemcg.property;

import kmemcg.lru.Link;
import kmemcg.lru.ShrinkerMaps;
import kmemcg.machine.Invariant;
import kmemcg.memcg.MemCgroup;

/** Invariant 7. At rest a list with items has its bit set in the map of the group that owns it. */
final class Reachability implements StateCheck {
    @Override
    public Invariant invariant() {
        return Invariant.RECLAIM_REACHABILITY;
    }

    @Override
    public void check(State state, Strength strength, Report report) {
        if (!strength.atLeast(Strength.QUIESCENT)) {
            return;
        }
        for (Link link : state.links()) {
            MemCgroup group = link.list().peekOwner();
            boolean reachable = ShrinkerMaps.peekAnnounced(group) && isFound(state, link);
            report.unless(reachable, "item out of reclaim's reach", "%s on the list of %s", link.item(), group);
        }
    }

    private static boolean isFound(State state, Link link) {
        return link.list() == state.design().lru().peekRootList()
                || state.design().lru().peekLists().containsValue(link.list());
    }
}
