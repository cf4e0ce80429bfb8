package kmemcg.property.ownership;

import kmemcg.machine.KernelObject;
import kmemcg.memcg.MemCgroup;
import kmemcg.property.Allocation;
import kmemcg.property.Counter;
import kmemcg.property.State;
import kmemcg.slab.SlabObject;

/** {@code memcg->memory}: the pages of all owners in the group's subtree, and those that CPUs hold. */
record Usage<O extends KernelObject>(OwnershipState<O> state, MemCgroup group) implements Counter {
    @Override
    public long value() {
        return group.memory().peekUsage();
    }

    @Override
    public long limit() {
        return group.memory().peekMax();
    }

    @Override
    public long needed() {
        return wholePages(state.ownersIn(group).mapToLong(state::objectBytes).sum());
    }

    @Override
    public long committed() {
        return state.ownersIn(group).mapToLong(state::chargedBytes).sum() / state.pageSize();
    }

    @Override
    public long cached() {
        return state.stockedPages(group);
    }

    @Override
    public long allocated() {
        return wholePages(state.allocations().stream()
                .filter(allocation -> State.isIn(allocation.born(), group))
                .map(Allocation::object)
                .mapToLong(object -> OwnershipState.chargeOf((SlabObject) object))
                .sum());
    }

    /** Parts of one page that were freed on different CPUs meet in {@code nr_charged_bytes}, and stay until the next charge. */
    @Override
    public long leftOver() {
        long bytes = state.ownersIn(group)
                .filter(state::mayHaveLeftovers)
                .mapToLong(state::unusedBytes)
                .sum();
        return bytes / state.pageSize();
    }

    private long wholePages(long bytes) {
        return (bytes + state.pageSize() - 1) / state.pageSize();
    }
}
