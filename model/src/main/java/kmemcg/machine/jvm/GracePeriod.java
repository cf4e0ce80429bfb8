package kmemcg.machine.jvm;

import java.lang.invoke.VarHandle;

/**
 * One grace period, from its start until no section from before it is left. Anybody may ask; it never waits. The algorithm is
 * explained at {@link JvmRcu}.
 */
final class GracePeriod {
    private final long number;
    private final RcuReader[] readers;

    private GracePeriod(long number, RcuReader[] readers) {
        this.number = number;
        this.readers = readers;
    }

    static GracePeriod start(RcuPeriods periods) {
        VarHandle.fullFence();
        long number = periods.startNext();
        VarHandle.fullFence();
        return new GracePeriod(number, periods.readers());
    }

    boolean hasElapsed() {
        for (RcuReader reader : readers) {
            if (reader.isOlderThan(number)) {
                return false;
            }
        }
        VarHandle.fullFence();
        return true;
    }
}
