package kmemcg.engine.lincheck;

import java.util.HashMap;
import java.util.Map;
import kmemcg.machine.jvm.Scheduler;

/** Tells Lincheck of steps and waits, and counts changes of the modelled kernel, in all and by each Java thread. */
final class Turns implements Scheduler {
    /** Changes so far; what a waiting thread looks at. One thread runs at a time. */
    volatile long changes;

    private final Interleaved lincheck;
    private final Map<Thread, Long> own = new HashMap<>();

    Turns(Interleaved lincheck) {
        this.lincheck = lincheck;
    }

    @Override
    public void beforeStep() {
        lincheck.step();
    }

    @Override
    @SuppressWarnings("NonAtomicVolatileUpdate") // one thread runs at a time
    public void changed() {
        own.merge(Thread.currentThread(), 1L, Long::sum);
        changes++;
    }

    @Override
    public long changesByOthers() {
        return changes - own.getOrDefault(Thread.currentThread(), 0L);
    }

    @Override
    public void waitForChange(long seen) {
        if (changesByOthers() == seen) {
            lincheck.waitWhile(this, changes);
        }
    }

    @Override
    public Object runner() {
        return Thread.currentThread();
    }
}
