package kmemcg.property.objcg;

import kmemcg.memcg.MemCgroup;
import kmemcg.property.Statistic;

/** {@code MEMCG_KMEM}: the pages that are charged by way of owners, without those that CPUs hold. */
record KernelStatistic(ObjcgState state, MemCgroup group) implements Statistic {
    @Override
    public String name() {
        return "kernel statistic";
    }

    @Override
    public long value() {
        return group.peekKernelPages();
    }

    @Override
    public long committed() {
        return state.ownersIn(group).mapToLong(state::chargedBytes).sum() / state.pageSize();
    }
}
