package kmemcg.machine.jvm;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/** The word behind every lock: how many share it, or that one task has it alone. Its calls never wait. */
final class LockWord extends Cell {
    static final long FREE = 0;
    static final long EXCLUSIVE = -1;
    private static final VarHandle STATE;

    static {
        try {
            STATE = MethodHandles.lookup().findVarHandle(LockWord.class, "state", long.class);
        } catch (ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    // invariant: EXCLUSIVE, or the number of sharing holders; read by AwaitLoops too
    volatile long state = FREE;

    LockWord(Memory memory, String lockClass) {
        super(memory, lockClass);
    }

    /** Takes the lock if it can be had now. Acquires; may fail only because of other holders. */
    boolean tryAcquire(boolean shared) {
        touch();
        return shared ? tryShare() : tryOwn();
    }

    private boolean tryOwn() {
        boolean taken = STATE.compareAndSet(this, FREE, EXCLUSIVE);
        if (taken) {
            didUpdate("locked");
        }
        return taken;
    }

    private boolean tryShare() {
        long sharers = state;
        while (sharers != EXCLUSIVE) {
            long found = (long) STATE.compareAndExchange(this, sharers, sharers + 1);
            if (found == sharers) {
                didUpdate("locked shared");
                return true;
            }
            sharers = found;
        }
        return false;
    }

    /** Gives it back. Releases. */
    void release(boolean shared) {
        touch();
        if (shared) {
            STATE.getAndAddRelease(this, -1L);
        } else {
            STATE.setRelease(this, FREE);
        }
        didWrite("unlocked");
    }

    @Override
    Long held() {
        return state;
    }

    @Override
    boolean isLock() {
        return true;
    }
}
