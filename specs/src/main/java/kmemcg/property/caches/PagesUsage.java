package kmemcg.property.caches;

import java.util.stream.Stream;
import kmemcg.memcg.MemCgroup;
import kmemcg.property.Counter;
import kmemcg.slab.Slab;

/** {@code memcg->memory}: the pages that are charged in the group's subtree, those that hold nothing too. */
record PagesUsage(CachesState state, MemCgroup group) implements Counter {
    @Override
    public long value() {
        return state.peekUsage(group);
    }

    @Override
    public long limit() {
        return state.peekLimit(group);
    }

    @Override
    public long needed() {
        return pages(state.chargedIn(group).filter(slab -> slab.peekInUse() > 0));
    }

    @Override
    public long committed() {
        return pages(state.chargedIn(group));
    }

    @Override
    public long leftOver() {
        return pages(state.chargedIn(group).filter(state::mayBeEmpty));
    }

    private static long pages(Stream<Slab> slabs) {
        return slabs.mapToLong(Slab::pages).sum();
    }
}
