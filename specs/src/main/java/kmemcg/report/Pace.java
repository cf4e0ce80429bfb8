package kmemcg.report;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/** How fast something goes on, over the last few seconds. */
public final class Pace {
    private static final long SPAN = Duration.ofSeconds(5).toNanos();

    private final Deque<Sample> samples = new ArrayDeque<>();

    /** So much is done by now. */
    public void see(long nanoTime, long done) {
        samples.add(new Sample(nanoTime, done));
        while (samples.size() > 2 && nanoTime - samples.element().nanoTime > SPAN) {
            samples.remove();
        }
    }

    /** How much is done in a second; 0 if that is not known yet. */
    public double perSecond() {
        if (samples.size() < 2) {
            return 0;
        }
        Sample first = samples.getFirst();
        Sample last = samples.getLast();
        long nanos = last.nanoTime - first.nanoTime;
        return nanos <= 0 ? 0 : (last.done - first.done) * 1e9 / nanos;
    }

    private record Sample(long nanoTime, long done) {}
}
