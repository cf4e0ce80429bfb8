package kmemcg.machine.jvm;

import org.pcollections.PVector;
import org.pcollections.TreePVector;

/** What a task holds: locks, and read-side sections. Used by the task's own Java thread only. */
final class Holdings {
    private final boolean maySleepAtAll;

    /** Oldest first. */
    private PVector<HeldLock> locks = TreePVector.empty();

    /** One for each RCU flavour that the task has used. */
    private PVector<RcuReader> readers = TreePVector.empty();

    // invariant: spin and local locks held plus read-side sections entered
    private int atomicDepth;

    Holdings(boolean maySleepAtAll) {
        this.maySleepAtAll = maySleepAtAll;
    }

    void entered(HeldLock held) {
        locks = locks.plus(held);
        if (held.lock().isAtomic()) {
            atomicDepth++;
        }
    }

    void left(HeldLock held) {
        locks = locks.minus(held);
        if (held.lock().isAtomic()) {
            atomicDepth--;
        }
    }

    void enteredAtomic() {
        atomicDepth++;
    }

    void leftAtomic() {
        atomicDepth--;
    }

    boolean maySleep() {
        return maySleepAtAll && atomicDepth == 0;
    }

    /** Whether others can be waiting for this task to go on. */
    boolean isFree() {
        return locks.isEmpty() && atomicDepth == 0;
    }

    boolean holds(JvmLock lock) {
        for (HeldLock held : locks) {
            if (held.lock() == lock) {
                return true;
            }
        }
        return false;
    }

    /** Oldest first. */
    PVector<HeldLock> locks() {
        return locks;
    }

    /** The task's word in one RCU flavour, made at its first section. */
    RcuReader reader(RcuPeriods periods) {
        for (RcuReader reader : readers) {
            if (reader.isOf(periods)) {
                return reader;
            }
        }
        RcuReader reader = new RcuReader(periods);
        periods.register(reader);
        readers = readers.plus(reader);
        return reader;
    }

    /** The task is over. */
    void retire() {
        readers.forEach(RcuReader::unregister);
    }
}
