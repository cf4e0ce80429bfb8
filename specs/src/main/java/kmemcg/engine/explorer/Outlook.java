package kmemcg.engine.explorer;

import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import kmemcg.engine.Subject;
import kmemcg.explore.Estimate;
import kmemcg.explore.Execution;
import kmemcg.explore.Exploration;
import kmemcg.explore.MemoryModel;
import kmemcg.machine.Finding;
import kmemcg.program.Program;
import org.jspecify.annotations.Nullable;

/**
 * How many executions does a program have? Found out in a thread of its own, for those who look on while it is explored; it begins
 * when somebody asks, so that it costs nothing if nobody does.
 */
final class Outlook implements AutoCloseable {
    /** So many executions are counted in the time that an estimate takes. */
    private static final long COUNTED = 100_000;

    private static final int WIDTH = 400;

    private final Thread thread;
    private final AtomicBoolean isBegun = new AtomicBoolean();
    private volatile boolean isMoot;
    private volatile @Nullable Estimate total;

    Outlook(Subject subject, Program program, MemoryModel model, long seed) {
        this.thread = new Thread(() -> find(subject, program, model, seed), "outlook");
        thread.setDaemon(true);
    }

    private void find(Subject subject, Program program, MemoryModel model, long seed) {
        try {
            total = total(new Trial(subject, program, model), seed, () -> isMoot);
        } catch (CancellationException nobodyAsksAnyMore) {
            assert isMoot;
        }
    }

    /** The number, if it is known yet. */
    @Nullable
    Estimate total() {
        if (!isMoot && isBegun.compareAndSet(false, true)) {
            thread.start();
        }
        return total;
    }

    @Override
    public void close() {
        isMoot = true;
    }

    /**
     * The number of a program's executions: small ones are counted, larger ones estimated.
     *
     * @throws CancellationException if nobody wants to know any more
     */
    static Estimate total(Trial trial, long seed, BooleanSupplier isMoot) {
        if (trial.threads().isEmpty()) {
            return new Estimate(0, 0, 1);
        }
        Counter counter = new Counter(isMoot);
        Exploration exploration = new Exploration(trial.machine(), trial.threads(), counter);
        return exploration.all().isExhausted()
                ? new Estimate(counter.count, 0, 1)
                : exploration.estimate(new SplittableRandom(seed), WIDTH, isMoot);
    }

    private static final class Counter implements Exploration.Observer {
        private final BooleanSupplier isMoot;
        private long count;

        Counter(BooleanSupplier isMoot) {
            this.isMoot = isMoot;
        }

        @Override
        public void complete(Execution execution) {
            count++;
        }

        @Override
        public void deadlocked(Execution execution) {
            count++;
        }

        @Override
        public boolean found(Execution execution, Finding finding) {
            count++;
            return true;
        }

        @Override
        public boolean goesOn() {
            if (isMoot.getAsBoolean()) {
                throw new CancellationException("nobody wants to know any more");
            }
            return count < COUNTED;
        }
    }
}
