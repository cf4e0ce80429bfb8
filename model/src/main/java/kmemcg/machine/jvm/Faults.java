package kmemcg.machine.jvm;

/** The attempts of one task that its program told to fail. Used by the task's own Java thread only. */
final class Faults {
    private int allocationsUntilFailure;
    private int tryLocksUntilFailure;

    void failAllocation(int nth) {
        allocationsUntilFailure = nth;
    }

    void failTryLock(int nth) {
        tryLocksUntilFailure = nth;
    }

    boolean allocationFails() {
        return allocationsUntilFailure > 0 && --allocationsUntilFailure == 0;
    }

    boolean tryLockFails() {
        return tryLocksUntilFailure > 0 && --tryLocksUntilFailure == 0;
    }
}
