package kmemcg.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The recorder script as far as it can be run without the kernel it is for: it parses, it refuses wrong use, and what
 * it assembles from a work directory is what our readers read.
 */
class RecorderTest {
    private record Ended(int status, String output) {}

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path scratch;

    @SuppressWarnings("NullAway.Init")
    private Path script;

    @BeforeEach
    void writeScript() throws IOException {
        script = scratch.resolve("record.sh");
        Files.writeString(script, Samples.recorder());
    }

    @Test
    void script_parsesAsPosixShell() throws Exception {
        assertThat(run("sh", "-n", script.toString())).isEqualTo(new Ended(0, ""));
    }

    @Test
    void script_passesTheLinter() throws Exception {
        assumeTrue(isInstalled("shellcheck"), "shellcheck is not installed");
        assertThat(run("shellcheck", "-s", "sh", script.toString())).isEqualTo(new Ended(0, ""));
    }

    @Test
    void wrongArguments_areRefusedWithARemedy() throws Exception {
        Ended ended = run("sh", script.toString(), "out", "/test");
        assertThat(ended.status()).isEqualTo(2);
        assertThat(ended.output()).contains("wrong arguments", "mend: record.sh OUT CGROUP COMMAND");
    }

    @Test
    void assembledReadings_areReadBack() throws Exception {
        Path work = workDirectory();
        assertThat(run("sh", script.toString(), "--assemble", work.toString(), scratch + "/out"))
                .isEqualTo(new Ended(0, ""));
        List<Reading> readings = new ArrayList<>();
        try (SnapshotReader reader = SnapshotReader.open(scratch.resolve("out"))) {
            for (Reading reading = reader.next(); reading != null; reading = reader.next()) {
                readings.add(reading);
            }
        }
        assertThat(readings)
                .containsExactly(
                        new Reading(1, 0, 0, 0, "scenario", "", "note", "make -j4"),
                        new Reading(2, 0, 0, 0, "mkdir", "", "note", "/a cgroup_id=5"),
                        new Reading(3, 1, 7_000_001, 7_000_101, "start", "/a b\\c\"d", "memory.current", "4096\n"),
                        new Reading(4, 1, 7_000_201, 7_000_301, "start", "/a", "memory.stat", "anon 0\n\tq\\\n"));
    }

    @Test
    void assembledRecording_isChecked() throws Exception {
        run("sh", script.toString(), "--assemble", workDirectory().toString(), scratch + "/out");
        Outcome outcome = TraceCheck.run(scratch.resolve("out"));
        assertThat(List.of(outcome.kernel(), outcome.scenario(), outcome.events()))
                .containsExactly("6.9.0-test", "make -j4", 4L);
        assertThat(outcome.ledger().checks(Rule.RECORDING_COMPLETE)).isEqualTo(2);
    }

    /** A work directory as the script leaves it when it is cut off before assembling. */
    private Path workDirectory() throws IOException {
        Path work = Files.createDirectories(scratch.resolve("work/readings")).resolveSibling("");
        write(
                work,
                "raw.trace",
                "# tracer: nop",
                marker("7.000001", "1 BEGIN"),
                marker("7.000101", "1 END"),
                marker("7.000201", "2 BEGIN"),
                marker("7.000301", "2 END"));
        write(work, "readings/1", "4096");
        write(work, "readings/1.what", "1", "start", "/a b\\c\"d", "memory.current");
        write(work, "readings/2", "anon 0", "\tq\\");
        write(work, "readings/2.what", "1", "start", "/a", "memory.stat");
        write(work, "notes", "/a cgroup_id=5");
        write(work, "scenario", "make -j4");
        write(work, "release", "6.9.0-test");
        write(
                work,
                "facts",
                ", \"cpus\": 2, \"page_size\": 4096, \"cgroup_version\": 2,",
                "\"memcg_charge_batch_pages\": 64, \"controllers\": \"memory\",");
        write(
                work,
                "layout",
                "\"memory\": 256",
                "\"counter_size\": 192",
                "\"css_refcnt\": 16",
                "\"kmem_item\": 49",
                "\"percpu_item\": 47",
                "\"uncharge_inlined\": true",
                "\"lazy_flush\": true");
        write(work, "enabled", "on memcg/pc_try_charge ", "absent life/css_alloc");
        write(work, "kprobes", "ok   p:memcg/pc_try_charge page_counter_try_charge counter=$arg1:x64");
        write(work, "misses", "0");
        return work;
    }

    private static String marker(String time, String what) {
        return "              sh-1       [000] .....     %s: tracing_mark_write: KT %s".formatted(time, what);
    }

    private static void write(Path directory, String name, String... lines) throws IOException {
        Files.write(directory.resolve(name), List.of(lines));
    }

    private static boolean isInstalled(String program) throws Exception {
        return run("sh", "-c", "command -v " + program).status() == 0;
    }

    private static Ended run(String... command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Ended(process.exitValue(), output);
    }
}
