package kmemcg.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;
import kmemcg.campaign.Watcher;
import kmemcg.counterexample.Counterexample;
import kmemcg.counterexample.CounterexampleWriter;
import kmemcg.report.Figures;
import kmemcg.report.ProgressLine;

/** Shows what is being searched on standard error, and counterexamples, if they are wanted, on standard output. */
final class ConsoleWatcher implements Watcher {
    private static final Pattern BEGIN_OF_TEXT = Pattern.compile("^(?=.)", Pattern.MULTILINE);

    private final ProgressLine progress;
    private final PrintWriter out;
    private final boolean showsCounterexamples;

    ConsoleWatcher(ProgressLine progress, PrintWriter out, boolean showsCounterexamples) {
        this.progress = progress;
        this.out = out;
        this.showsCounterexamples = showsCounterexamples;
    }

    @Override
    public void begins(String subject, String engine, Duration atMost) {
        progress.show("%s: %s, at most %s ...".formatted(subject, engine, Figures.duration(atMost)));
    }

    @Override
    public void found(Counterexample counterexample, Path file) {
        if (showsCounterexamples) {
            progress.clear();
            out.printf("%n%s found a counterexample in %s:%n%n", counterexample.engine(), counterexample.subject());
            out.print(BEGIN_OF_TEXT
                    .matcher(CounterexampleWriter.write(counterexample))
                    .replaceAll("    "));
            out.printf("%nrepeat it: kmemcg replay %s%n", file);
            out.flush();
        }
    }
}
