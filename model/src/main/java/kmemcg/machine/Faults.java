package kmemcg.machine;

/** The attempts of one task that its program told to fail. For machines; used by the task's own Java thread only. */
public final class Faults {
    private int allocationsUntilFailure;
    private int tryLocksUntilFailure;
    private int refusals;

    /** The same attempts, told to fail on their own. */
    public Faults copy() {
        Faults copy = new Faults();
        copy.allocationsUntilFailure = allocationsUntilFailure;
        copy.tryLocksUntilFailure = tryLocksUntilFailure;
        copy.refusals = refusals;
        return copy;
    }

    /** Tells an allocation to fail: the {@code nth} from now, 0 for none. */
    public void failAllocation(int nth) {
        allocationsUntilFailure = nth;
    }

    /** Tells a trylock to fail, whatever the lock: the {@code nth} from now, 0 for none. */
    public void failTryLock(int nth) {
        tryLocksUntilFailure = nth;
    }

    /** Whether the allocation that is being made fails. */
    public boolean allocationFails() {
        return refuse(allocationsUntilFailure > 0 && --allocationsUntilFailure == 0);
    }

    /** Whether the trylock that is being made fails. */
    public boolean tryLockFails() {
        return refuse(tryLocksUntilFailure > 0 && --tryLocksUntilFailure == 0);
    }

    /** How many attempts have failed so far because they were told to. */
    public int refusals() {
        return refusals;
    }

    private boolean refuse(boolean refused) {
        refusals += refused ? 1 : 0;
        return refused;
    }
}
