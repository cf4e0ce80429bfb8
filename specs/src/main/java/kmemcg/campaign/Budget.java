package kmemcg.campaign;

import java.time.Duration;
import java.util.function.LongSupplier;

/** Divides a time among parts that run one after the other; what a part leaves over passes on to the later ones. */
final class Budget {
    private final LongSupplier nanoTime;
    private final long end;
    private int parts;

    /**
     * The clock starts now.
     *
     * @param nanoTime a clock such as {@link System#nanoTime}
     */
    Budget(Duration total, int parts, LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.end = nanoTime.getAsLong() + total.toNanos();
        this.parts = parts;
    }

    /** The time for the next few parts together: their share of what is left. */
    Duration next(int taken) {
        Duration share = left().multipliedBy(taken).dividedBy(Math.max(taken, parts));
        parts -= taken;
        return share;
    }

    /**
     * The same, but up to so many times their share: for parts that can be expected to need much less than theirs, all but a few.
     */
    Duration generous(int taken, int times) {
        Duration left = left();
        Duration share = next(taken).multipliedBy(times);
        return share.compareTo(left) < 0 ? share : left;
    }

    /** What is left beside a share that was given out just now, but no more than once that share: so much later parts can lend it. */
    Duration beyond(Duration share) {
        Duration rest = left().minus(share);
        if (rest.isNegative()) {
            return Duration.ZERO;
        }
        return rest.compareTo(share) < 0 ? rest : share;
    }

    /** Gives up parts that are not needed any more. */
    void skip(int unneeded) {
        parts -= unneeded;
    }

    private Duration left() {
        return Duration.ofNanos(Math.max(0, end - nanoTime.getAsLong()));
    }
}
