package kmemcg.machine.jvm;

import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

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

    long number() {
        return number;
    }

    boolean hasElapsed() {
        return oldReader() == null;
    }

    /** A reader that is in a section which may have begun before; null if there is none any more. */
    @Nullable
    RcuReader oldReader() {
        for (RcuReader reader : readers) {
            if (reader.isOlderThan(number)) {
                return reader;
            }
        }
        VarHandle.fullFence();
        return null;
    }
}
