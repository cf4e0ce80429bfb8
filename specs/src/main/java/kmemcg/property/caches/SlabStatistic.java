package kmemcg.property.caches;

import kmemcg.memcg.MemCgroup;
import kmemcg.property.Statistic;
import kmemcg.slab.Slab;

/** {@code NR_SLAB_UNRECLAIMABLE} and its like: the slab pages that are charged in the group's subtree. */
record SlabStatistic(CachesState state, MemCgroup group) implements Statistic {
    @Override
    public String name() {
        return "slab statistic";
    }

    @Override
    public long value() {
        return group.peekKernelPages();
    }

    @Override
    public long committed() {
        return state.chargedIn(group).mapToLong(Slab::pages).sum();
    }
}
