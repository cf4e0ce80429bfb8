package kmemcg.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import kmemcg.cli.FakeCheckout.Launch;
import kmemcg.cli.FakeCheckout.Running;
import kmemcg.counterexample.CounterexampleReader;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Ctrl-C: the real launcher, this JVM and these classes, and a real signal. */
@EnabledOnOs(OS.LINUX)
@Timeout(300) // only so that a process that does not end is a failure
class InterruptTest {
    private static final int INTERRUPTED = 130;

    /** A bug that is found at once; the one hunted after it is not found in this way at all. */
    private static final String FIRST = "stock-lock-recursion";

    @TempDir
    private Path base = Path.of("");

    private Path results = Path.of("");

    private FakeCheckout checkout() throws IOException {
        FakeCheckout checkout = new FakeCheckout(base);
        checkout.environment("JAVA_HOME", System.getProperty("java.home"));
        checkout.maven(FakeCheckout.BUILDS + "printf '%s' '" + System.getProperty("java.class.path")
                + "' >stress/target/runtime.classpath\n");
        return checkout;
    }

    @BeforeEach
    void chooseFolder() {
        results = base.resolve("results");
    }

    /** As from a shell: a process that is started in the background would ignore the signal. */
    private Running start(FakeCheckout checkout, String... arguments) {
        String[] command = Stream.of(
                        Stream.of("--default-signal=INT", checkout.launcher().toString()),
                        Stream.of(arguments),
                        Stream.of("--out", results.toString()))
                .flatMap(words -> words)
                .toArray(String[]::new);
        return checkout.start(base, Path.of("/usr/bin/env"), command);
    }

    private static Launch interrupt(FakeCheckout checkout, Running running) throws Exception {
        new ProcessBuilder("/bin/kill", "-INT", Long.toString(running.process().pid()))
                .start()
                .waitFor();
        return checkout.finish(running);
    }

    private static void await(Running running, Path file, String text) throws Exception {
        while (running.process().isAlive()
                && !(Files.exists(file) && Files.readString(file).contains(text))) {
            Thread.sleep(20);
        }
    }

    @Test
    void check_endsWithTheTableOfWhatWasDone() throws Exception {
        FakeCheckout checkout = checkout();
        Running running =
                start(checkout, "check", "objcg", "--engine", "sequences,explorer", "--budget", "10m", "--effort", "9");
        await(running, running.out(), "budget 10 min");
        Launch launch = interrupt(checkout, running);
        assertThat(launch.out())
                .contains("objcg   sequences")
                .contains("objcg, sequences: interrupted")
                .contains("objcg, explorer: interrupted before it began")
                .endsWith("BOUNDED: 2 of 2 searches tried too little to say anything\n");
        assertThat(launch.exitCode()).isEqualTo(INTERRUPTED);
    }

    @Test
    void hunt_keepsWhatItHasFound() throws Exception {
        FakeCheckout checkout = checkout();
        Running running = start(
                checkout,
                "hunt",
                FIRST,
                "list-lru-memcg-uaf",
                "--engine",
                "sequences",
                "--budget",
                "1h",
                "--effort",
                "100");
        Path found = results.resolve(FIRST + "-sequences.txt");
        await(running, found, "end");
        Launch launch = interrupt(checkout, running);
        assertThat(launch.out())
                .contains(found.toString())
                .contains("BOUNDED\n")
                .contains("1 of 2 found");
        assertThat(launch.exitCode()).isEqualTo(INTERRUPTED);
        assertThat(CounterexampleReader.read(found).bug()).isEqualTo(FIRST);
        assertThat(results.toFile().list()).containsExactly(found.getFileName().toString());
    }

    private String[] check(String... further) {
        return Stream.concat(
                        Stream.of("check", "objcg", "--engine", "sequences", "--budget", "10m", "--effort", "9"),
                        Stream.of(further))
                .toArray(String[]::new);
    }

    private String[] reports() {
        return Stream.of("junit", "sarif", "html")
                .flatMap(format -> Stream.of(
                        "--" + format, base.resolve("report." + format).toString()))
                .toArray(String[]::new);
    }

    private Stream<String> reportsThere() throws IOException {
        try (Stream<Path> files = Files.list(base)) {
            return files
                    .map(file -> file.getFileName().toString())
                    .filter(name -> name.contains("report."))
                    .toList()
                    .stream();
        }
    }

    @Test
    void interruptedCheck_writesItsReports_whole() throws Exception {
        FakeCheckout checkout = checkout();
        Running running = start(checkout, check(reports()));
        await(running, running.out(), "budget 10 min");
        assertThat(interrupt(checkout, running).exitCode()).isEqualTo(INTERRUPTED);
        assertThat(reportsThere()).containsExactlyInAnyOrder("report.junit", "report.sarif", "report.html");
        assertThat(base.resolve("report.junit")).content().endsWith("</testsuites>\n");
        assertThat(base.resolve("report.html")).content().contains("</html>");
        assertThat(new ObjectMapper()
                        .readTree(base.resolve("report.sarif").toFile())
                        .has("runs"))
                .isTrue();
    }

    /** Nobody can clean up after this signal. */
    @Test
    void killedCheck_leavesTheReportsOfTheLastOne() throws Exception {
        FakeCheckout checkout = checkout();
        Files.writeString(base.resolve("report.html"), "the last one");
        Running running = start(checkout, check(reports()));
        await(running, running.out(), "budget 10 min");
        running.process().destroyForcibly().waitFor();
        assertThat(reportsThere()).containsExactly("report.html");
        assertThat(base.resolve("report.html")).hasContent("the last one");
    }

    /** What is half written has a name that nothing reads. */
    @Test
    void halfWrittenCounterexample_isNoneOfTheCorpus() throws Exception {
        Files.createDirectories(results);
        Path kept = Path.of("corpus", FIRST + "-explorer.txt");
        Files.copy(kept, results.resolve(kept.getFileName()));
        Files.writeString(results.resolve("." + kept.getFileName() + ".4711"), "kmemcg counterex");
        FakeCheckout checkout = checkout();
        Launch launch = checkout.finish(start(
                checkout,
                "check",
                "objcg",
                "--corpus",
                results.toString(),
                "--engine",
                "sequences",
                "--effort",
                "0.01"));
        assertThat(launch.out()).contains("corpus").contains("HOLDS");
        assertThat(launch.exitCode()).isZero();
    }
}
