package kmemcg.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import kmemcg.trace.Samples;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What {@code kmemcg trace} says and how it ends, on recordings that are whole, broken, tampered with or missing. */
class TraceCommandTest {
    private static final Path SAMPLE = Samples.recordings().get(2);
    private static final long SEED = 20_261_120L;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path copy;

    @BeforeEach
    void copySample() throws IOException {
        for (String name : new String[] {"raw.trace.gz", "snapshots.json", "meta.json"}) {
            Files.write(copy.resolve(name), Files.readAllBytes(SAMPLE.resolve(name)));
        }
    }

    @Test
    void wholeRecording_holds() {
        assertThat(trace(copy.toString())).isEqualTo(ExitCode.HOLDS);
        assertThat(out.toString())
                .contains("S7        readings   19/19   events    7472")
                .contains("  not checked here: SLAB_STATE\n")
                .contains("HOLDS: 1 recordings, 0 diverge, 0 unreadable; 19 of 19 usage readings reproduced exactly");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void noDirectory_checksTheSamplesAndSaysSo() {
        assertThat(trace()).isEqualTo(ExitCode.HOLDS);
        assertThat(out.toString()).startsWith("No directory given").contains("HOLDS: 4 recordings", "175 of 175 usage");
    }

    @Test
    void oneLineGone_namesRuleLineAndCommand() throws IOException {
        String text = new String(
                new GZIPInputStream(Files.newInputStream(copy.resolve("raw.trace.gz"))).readAllBytes(),
                StandardCharsets.UTF_8);
        Files.delete(copy.resolve("raw.trace.gz"));
        Files.writeString(copy.resolve("raw.trace"), text.replaceFirst("(?m)^.*: objcg_uncharge: .*\n", ""));
        assertThat(trace(copy.toString())).isEqualTo(ExitCode.VIOLATED);
        assertThat(out.toString())
                .contains(
                        "first divergence: UNCHARGE_MATCHES_CHARGE", "raw.trace line ", "expected  first, on this task")
                .contains("repeat    kmemcg trace " + copy)
                .contains("VIOLATED: 1 recordings, 1 diverge");
    }

    @Test
    void missingDirectory_isInputError() {
        refused(copy.resolve("nowhere"), "no such directory");
    }

    @Test
    void missingSnapshots_isInputError() throws IOException {
        Files.delete(copy.resolve("snapshots.json"));
        refused(copy, "no snapshots.json");
    }

    @Test
    void missingTrace_isInputError() throws IOException {
        Files.delete(copy.resolve("raw.trace.gz"));
        refused(copy, "no trace in this directory");
    }

    @Test
    void truncatedGzip_isInputError() throws IOException {
        byte[] whole = Files.readAllBytes(copy.resolve("raw.trace.gz"));
        Files.write(copy.resolve("raw.trace.gz"), Arrays.copyOf(whole, whole.length / 2));
        refused(copy, "cut short or damaged");
    }

    @Test
    void gzipThatIsNone_isInputError() throws IOException {
        Files.writeString(copy.resolve("raw.trace.gz"), "not compressed");
        refused(copy, "not a readable gzip file");
    }

    @Test
    void textThatIsNoTrace_isInputError() throws IOException {
        plain("Dear kernel,\n");
        refused(copy, "not a line of an ftrace text: Dear kernel,", "raw.trace line 1");
    }

    @Test
    void emptyTrace_isInputError() throws IOException {
        plain("# tracer: nop\n");
        refused(copy, "a trace without events");
    }

    @Test
    void lineOf200Megabytes_isRefusedUnread() throws IOException {
        byte[] chunk = new byte[1 << 20];
        Arrays.fill(chunk, (byte) 'x');
        try (OutputStream gzip = new GZIPOutputStream(Files.newOutputStream(copy.resolve("raw.trace.gz")))) {
            for (int i = 0; i < 200; i++) {
                gzip.write(chunk);
            }
        }
        refused(copy, "a line is longer than 65,536 bytes", "raw.trace.gz line 1");
    }

    @Test
    void hashedAddress_isInputErrorThatNamesTheRemedy() throws IOException {
        plain("  a-1  [000] .....  1.000000: kfree: call_site=x ptr=(____ptrval____)\n");
        refused(copy, "field ptr of kfree is not an address", "raw.trace line 1");
    }

    @Test
    void malformedSnapshots_isInputErrorWithItsPlace() throws IOException {
        Files.writeString(copy.resolve("snapshots.json"), "[{\"snap\":0,\n\"t\":}]");
        refused(copy, "not readable as JSON", "snapshots.json line 2");
    }

    @Test
    void cutOffSnapshots_isInputError() throws IOException {
        byte[] whole = Files.readAllBytes(copy.resolve("snapshots.json"));
        Files.write(copy.resolve("snapshots.json"), Arrays.copyOf(whole, whole.length - 10));
        refused(copy, "not readable as JSON");
    }

    @Test
    void readingWithoutContent_isInputError() throws IOException {
        Files.writeString(
                copy.resolve("snapshots.json"),
                "[{\"snap\":1,\"t\":1.0,\"t_end\":1.0,\"label\":\"\",\"cgroup\":\"\",\"file\":\"x\"}]");
        refused(copy, "reading 1 has no content");
    }

    @Test
    void malformedMeta_isInputError() throws IOException {
        Files.writeString(copy.resolve("meta.json"), "{\"scenario\": ");
        refused(copy, "not readable as JSON", "meta.json line 1");
    }

    @Test
    void unknownKernel_isInputErrorThatNamesTheRecorder() throws IOException {
        String meta = Files.readString(copy.resolve("meta.json"));
        Files.writeString(copy.resolve("meta.json"), meta.replace("\"6.1.0-56-cloud-amd64\"", "\"5.10.0\""));
        refused(copy, "no layout is known for kernel 5.10.0", "kmemcg trace --recorder");
    }

    @Test
    void severalDirectories_areAllRead() {
        assertThat(trace(copy.resolve("nowhere").toString(), copy.toString())).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(err.toString()).contains("no such directory");
        assertThat(out.toString()).contains("19/19", "UNREADABLE: 2 recordings, 0 diverge, 1 unreadable");
    }

    @Test
    void recorder_isPrinted() {
        assertThat(trace("--recorder")).isEqualTo(ExitCode.HOLDS);
        assertThat(out.toString()).startsWith("#!/bin/sh\n").endsWith("esac\n");
    }

    /** 40 random damages; each is a verdict or an input error, never a stack trace. */
    @Test
    void damagedBytes_neverEndInAToolError() throws IOException {
        byte[] text = new GZIPInputStream(Files.newInputStream(copy.resolve("raw.trace.gz"))).readAllBytes();
        Files.delete(copy.resolve("raw.trace.gz"));
        Random random = new Random(SEED);
        System.out.println("damaged bytes: seed " + SEED);
        for (int round = 0; round < 40; round++) {
            byte[] damaged = text.clone();
            for (int i = 0; i < 1 + random.nextInt(3); i++) {
                damaged[random.nextInt(damaged.length)] = (byte) (' ' + random.nextInt(95));
            }
            Files.write(copy.resolve("raw.trace"), damaged);
            assertThat(trace(copy.toString())).as("round %d", round).isLessThanOrEqualTo(ExitCode.BAD_INPUT);
        }
    }

    private void plain(String text) throws IOException {
        Files.delete(copy.resolve("raw.trace.gz"));
        Files.writeString(copy.resolve("raw.trace"), text);
    }

    private void refused(Path directory, String... parts) {
        assertThat(trace(directory.toString())).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(err.toString())
                .contains(parts)
                .contains("kmemcg: ", "at: ", "mend: ")
                .doesNotContain("\tat ");
    }

    private int trace(String... arguments) {
        String[] all = new String[arguments.length + 1];
        all[0] = "trace";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        CommandLine line = Main.commandLine();
        line.setOut(new PrintWriter(out));
        line.setErr(new PrintWriter(err));
        return line.execute(all);
    }
}
