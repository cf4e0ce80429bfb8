package kmemcg.machine.jvm;

import java.util.concurrent.atomic.AtomicLong;
import org.pcollections.PVector;
import org.pcollections.TreePVector;

/** The grace periods of one flavour: how many have started, and the readers they must look at. */
final class RcuPeriods {
    /** Starts above {@code QUIESCENT}. */
    private final AtomicLong started = new AtomicLong(1);

    private volatile PVector<RcuReader> readers = TreePVector.empty();

    /** Grace periods started, plus 1. A reader may use an old value; see {@link JvmRcu}. */
    long started() {
        return started.getOpaque();
    }

    long startNext() {
        return started.incrementAndGet();
    }

    PVector<RcuReader> readers() {
        return readers;
    }

    synchronized void register(RcuReader reader) {
        readers = readers.plus(reader);
    }

    synchronized void unregister(RcuReader reader) {
        readers = readers.minus(reader);
    }
}
