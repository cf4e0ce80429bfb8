package kmemcg.machine.jvm;

import java.util.ArrayList;
import java.util.List;

/** What a task holds: locks, and read-side sections. Used by the task's own Java thread only. */
final class Holdings {
    private final List<HeldLock> locks = new ArrayList<>();

    private final List<RcuReader> readers = new ArrayList<>();
    private final boolean maySleepAtAll;

    // invariant: spin and local locks held plus read-side sections entered
    private int atomicDepth;

    Holdings(boolean maySleepAtAll) {
        this.maySleepAtAll = maySleepAtAll;
    }

    void entered(HeldLock held) {
        locks.add(held);
        if (held.lock().isAtomic()) {
            atomicDepth++;
        }
    }

    void left(HeldLock held) {
        locks.remove(held);
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
        return locks.stream().anyMatch(held -> held.lock() == lock);
    }

    /** Oldest first. */
    List<String> lockClasses() {
        return locks.stream().map(HeldLock::lockClass).toList();
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
        readers.add(reader);
        return reader;
    }

    /** The task is over. */
    void retire() {
        readers.forEach(RcuReader::unregister);
    }
}
