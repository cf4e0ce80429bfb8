package kmemcg.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import kmemcg.campaign.Replay;
import kmemcg.campaign.Watcher;
import kmemcg.counterexample.Counterexample;
import kmemcg.counterexample.CounterexampleWriter;
import kmemcg.engine.Monitor;
import kmemcg.engine.Subject;
import kmemcg.report.ProgressLine;
import kmemcg.report.SearchLine;
import org.jspecify.annotations.Nullable;

/** Shows how the search goes on standard error, and counterexamples, if they are wanted, on standard output. */
final class ConsoleWatcher implements Watcher, AutoCloseable {
    private static final Pattern BEGIN_OF_TEXT = Pattern.compile("^(?=.)", Pattern.MULTILINE);

    private final ProgressLine progress;
    private final @Nullable PrintWriter out;
    private final LongSupplier nanoTime;
    private final BooleanSupplier isInterrupted;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(ConsoleWatcher::thread);
    private volatile @Nullable Shown shown;

    /**
     * Begins to show.
     *
     * @param out where counterexamples are shown; null if they are not wanted
     * @param isInterrupted whether the campaign is to end
     */
    ConsoleWatcher(ProgressLine progress, @Nullable PrintWriter out, BooleanSupplier isInterrupted) {
        this(progress, out, isInterrupted, System::nanoTime);
        long period = progress.period().toMillis();
        ScheduledFuture<?> unused = clock.scheduleWithFixedDelay(this::tick, period, period, TimeUnit.MILLISECONDS);
    }

    /** One that shows only when it is told to, by a clock such as {@link System#nanoTime}. */
    ConsoleWatcher(
            ProgressLine progress, @Nullable PrintWriter out, BooleanSupplier isInterrupted, LongSupplier nanoTime) {
        this.progress = progress;
        this.out = out;
        this.isInterrupted = isInterrupted;
        this.nanoTime = nanoTime;
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "progress");
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public void begins(String subject, String engine, Duration atMost, Monitor monitor) {
        Shown next = new Shown(new SearchLine(subject, engine, atMost, nanoTime.getAsLong()), monitor);
        shown = next;
        progress.begin(line(next));
    }

    /** Shows how far the search is. */
    void tick() {
        Shown now = shown;
        if (now != null) {
            progress.show(line(now));
        }
    }

    private String line(Shown now) {
        return now.line.at(nanoTime.getAsLong(), now.monitor.progress());
    }

    @Override
    public void found(Subject subject, Counterexample counterexample, Path file) {
        PrintWriter to = out;
        if (to != null) {
            aside(() -> print(counterexample, Replay.command(file, subject), to));
        }
    }

    /** Writes something to a place that may be the same terminal. */
    void aside(Runnable output) {
        progress.aside(output);
    }

    private static void print(Counterexample counterexample, String repeat, PrintWriter to) {
        to.printf("%n%s found a counterexample in %s:%n%n", counterexample.engine(), counterexample.subject());
        to.print(BEGIN_OF_TEXT
                .matcher(CounterexampleWriter.write(counterexample))
                .replaceAll("    "));
        to.printf("%nrepeat it: %s%n", repeat);
        to.flush();
    }

    @Override
    public boolean wantsEnd() {
        return isInterrupted.getAsBoolean();
    }

    @Override
    public void close() {
        clock.shutdownNow();
        shown = null;
        progress.close();
    }

    private record Shown(SearchLine line, Monitor monitor) {}
}
