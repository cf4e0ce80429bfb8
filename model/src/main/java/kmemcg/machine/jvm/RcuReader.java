package kmemcg.machine.jvm;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/** One task's read-side sections of one flavour, as grace periods see them. The algorithm is explained at {@link JvmRcu}. */
final class RcuReader {
    static final long QUIESCENT = 0;
    /** Read through by {@link AwaitLoops} too. */
    static final VarHandle SINCE;

    static {
        try {
            SINCE = MethodHandles.lookup().findVarHandle(RcuReader.class, "since", long.class);
        } catch (ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    private final RcuPeriods periods;

    // invariant: written by the task only; QUIESCENT, or a count of grace periods that was current when the section
    // began
    @SuppressWarnings("UnusedVariable") // read by the VarHandle
    private long since = QUIESCENT;

    /** Sections within each other; the task's own. */
    private int nesting;

    RcuReader(RcuPeriods periods) {
        this.periods = periods;
    }

    boolean isOf(RcuPeriods flavour) {
        return periods == flavour;
    }

    void unregister() {
        periods.unregister(this);
    }

    boolean isInside() {
        return nesting > 0;
    }

    void enter() {
        if (nesting++ == 0) {
            SINCE.setRelease(this, periods.started());
            VarHandle.fullFence();
        }
    }

    void leave() {
        if (--nesting == 0) {
            SINCE.setRelease(this, QUIESCENT);
        }
    }

    /** Whether it is in a section that may have begun before this grace period. */
    boolean isOlderThan(long period) {
        long began = (long) SINCE.getAcquire(this);
        return began != QUIESCENT && began < period;
    }
}
