package kmemcg.property.naturalized;

import kmemcg.memcg.MemCgroup;
import kmemcg.property.Counter;

/** {@code memcg->memory}: the charged pages of the group's subtree, and nothing else. */
record Usage(UserPageState state, MemCgroup group) implements Counter {
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
        return committed();
    }

    @Override
    public long committed() {
        return state.chargedPages(group);
    }
}
