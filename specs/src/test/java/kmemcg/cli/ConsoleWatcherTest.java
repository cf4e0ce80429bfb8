package kmemcg.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import kmemcg.counterexample.Samples;
import kmemcg.design.objcg.ObjcgDesign;
import kmemcg.engine.Monitor;
import kmemcg.engine.Progress;
import kmemcg.engine.Subject;
import kmemcg.report.ProgressLine;
import org.junit.jupiter.api.Test;

/** What appears on a terminal, and what where there is none; by a clock that is set. */
class ConsoleWatcherTest {
    private static final String ERASE = "\r\u001B[K";

    private final StringWriter err = new StringWriter();
    private final StringWriter out = new StringWriter();
    private final AtomicLong now = new AtomicLong(1);
    private final AtomicLong executions = new AtomicLong();
    private final Monitor monitor = new Monitor(() -> false);

    private ConsoleWatcher watcher(boolean isTerminal) {
        monitor.ask(() -> new Progress(executions.get(), "executions", 0, 1, null));
        return new ConsoleWatcher(
                new ProgressLine(new PrintWriter(err), isTerminal), new PrintWriter(out), () -> false, now::get);
    }

    private String shown() {
        String text = err.toString();
        err.getBuffer().setLength(0);
        return text;
    }

    private void pass(int seconds) {
        now.addAndGet(Duration.ofSeconds(seconds).toNanos());
    }

    @Test
    void terminal_hasOneLineThatIsGoneAtTheEnd() {
        ConsoleWatcher watcher = watcher(true);
        watcher.tick();
        assertThat(shown()).isEmpty();
        watcher.begins("objcg", "explorer", Duration.ofSeconds(9), monitor);
        assertThat(shown()).isEqualTo(ERASE + "objcg, explorer: at most 9.0 s");
        pass(2);
        executions.set(500);
        watcher.tick();
        assertThat(shown()).isEqualTo(ERASE + "objcg, explorer: 500 executions, 250/s, at most 7.0 s");
        watcher.close();
        watcher.tick();
        assertThat(shown()).isEqualTo(ERASE);
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void longLine_isCutRatherThanBroken() {
        ConsoleWatcher watcher = watcher(true);
        watcher.begins("x".repeat(100), "explorer", Duration.ofSeconds(9), monitor);
        assertThat(shown()).isEqualTo(ERASE + "x".repeat(78));
        watcher.close();
    }

    @Test
    void fileOrPipe_hasWholeLinesNowAndThenOnly() {
        ConsoleWatcher watcher = watcher(false);
        watcher.begins("objcg", "explorer", Duration.ofSeconds(60), monitor);
        assertThat(shown()).isEmpty();
        pass(10);
        executions.set(500);
        watcher.tick();
        assertThat(shown()).isEqualTo("objcg, explorer: 500 executions, 50/s, at most 50.0 s\n");
        watcher.close();
        assertThat(shown()).isEmpty();
        assertThat(new ProgressLine(new PrintWriter(err), false).period()).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void counterexample_standsWhereTheLineWas() {
        ConsoleWatcher watcher = watcher(true);
        watcher.begins("objcg", "explorer", Duration.ofSeconds(9), monitor);
        shown();
        Subject subject = new Subject("objcg", "mine", ObjcgDesign::new, " --design Mine");
        watcher.found(subject, Samples.ofBug(), Path.of("found.txt"));
        assertThat(shown()).isEqualTo(ERASE);
        assertThat(out.toString())
                .contains("    kmemcg counterexample 1")
                .endsWith("repeat it: kmemcg replay found.txt --design Mine\n");
        watcher.close();
    }
}
