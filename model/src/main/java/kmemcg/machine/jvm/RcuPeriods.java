package kmemcg.machine.jvm;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;

/** The grace periods of one flavour: how many have started, and the readers they must look at. */
final class RcuPeriods {
    /** Starts above {@code QUIESCENT}. */
    private final AtomicLong started = new AtomicLong(1);

    private volatile RcuReader[] readers = {};

    /** Grace periods started, plus 1. A reader may use an old value; see {@link JvmRcu}. */
    long started() {
        return started.getOpaque();
    }

    long startNext() {
        return started.incrementAndGet();
    }

    /** A copy nobody writes to. */
    RcuReader[] readers() {
        return readers;
    }

    synchronized void register(RcuReader reader) {
        RcuReader[] more = Arrays.copyOf(readers, readers.length + 1);
        more[readers.length] = reader;
        readers = more;
    }

    synchronized void unregister(RcuReader reader) {
        readers = Arrays.stream(readers).filter(other -> other != reader).toArray(RcuReader[]::new);
    }
}
