package kmemcg.property.rfc;

import kmemcg.memcg.MemCgroup;
import kmemcg.memcg.ResCounter;
import kmemcg.memcg.ResMemcg;
import kmemcg.property.Counter;

/** {@code memcg->res}: the pages of the subtree that somebody pays for. */
record PageUsage(RfcState state, MemCgroup group) implements Counter {
    @Override
    public long value() {
        return ResMemcg.of(group).res().peekUsage();
    }

    @Override
    public long limit() {
        return state.forcesCharges()
                ? ResCounter.NO_LIMIT
                : ResMemcg.of(group).res().peekLimit();
    }

    /** Empty pages may be on their way to a list or from one. */
    @Override
    public long needed() {
        return state.paidPages(group, true);
    }

    @Override
    public long committed() {
        return state.paidPages(group, false);
    }

    @Override
    public long allocated() {
        return state.allocatedPages(group);
    }
}
