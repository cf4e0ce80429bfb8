package kmemcg.engine;

import kmemcg.machine.Invariant;
import kmemcg.program.Operation;
import kmemcg.program.Result;

/** Which promise is broken when an operation answers what it should not? */
public final class WrongAnswer {
    private WrongAnswer() {}

    /** The invariant that an answer breaks: an allocation that should have failed is another matter than one that should not. */
    public static Invariant breaks(Operation operation, Result seen) {
        return switch (operation.verb()) {
            case ALLOC, PAGE, CHARGE -> seen.equals(Result.OK) ? Invariant.BOUNDS : Invariant.CONSERVATION;
            case USAGE -> Invariant.CONSERVATION;
            case LIMIT -> Invariant.BOUNDS;
            case FREE, BULK_FREE, UNMAP -> Invariant.ONE_CHARGE;
            case LRU_ADD, LRU_DEL -> Invariant.LIST_MEMBERSHIP;
            case SHRINK, RECLAIM -> Invariant.RECLAIM_REACHABILITY;
            case CREATE_CACHE, DESTROY_CACHE -> Invariant.CACHE_REGISTRY;
            case SLABINFO -> Invariant.OBSERVATION;
            case MKDIR, RMDIR, OFFLINE, ATTACH, REGISTER_SHRINKER, PROTECT, DRAIN, CPU_OFFLINE, FAULT, SETTLE ->
                Invariant.PROGRESS;
        };
    }
}
