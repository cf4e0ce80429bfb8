package kmemcg.cli;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * What a signal that ends the process, such as that of Ctrl-C, does to a campaign: its searches end soon, what they did so far is
 * reported, and then the process ends. A command that runs no campaign ends at once.
 */
final class Interruption {
    /** An engine may be in the middle of something that cannot be left; whoever still waits after this time has no report. */
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private boolean isHeeded;
    private volatile boolean isAsked;

    /** From now on the JVM asks before it ends. It ends with 128 and the signal's number, whatever the campaign came to. */
    Interruption armed() {
        Runtime.getRuntime().addShutdownHook(new Thread(this::ask, "interruption"));
        return this;
    }

    /** Whether a campaign is to end. */
    boolean isAsked() {
        return isAsked;
    }

    /** A campaign begins, which will ask often. It ends when it has reported. */
    synchronized Campaign heed() {
        isHeeded = true;
        return this::reported;
    }

    private synchronized void reported() {
        isHeeded = false;
        notifyAll();
    }

    /** Asks the campaign to end, if there is one, and waits until it has. */
    synchronized void ask() {
        isAsked = true;
        long end = System.nanoTime() + PATIENCE.toNanos();
        try {
            while (isHeeded && System.nanoTime() < end) {
                TimeUnit.NANOSECONDS.timedWait(this, end - System.nanoTime());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Closed when the campaign has reported. */
    interface Campaign extends AutoCloseable {
        @Override
        void close();
    }
}
