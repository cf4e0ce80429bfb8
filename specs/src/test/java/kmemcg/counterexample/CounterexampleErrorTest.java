package kmemcg.counterexample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import kmemcg.input.InputError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever is in the file, the answer is a counterexample or an input error that says where. */
class CounterexampleErrorTest {
    private static final String GOOD = CounterexampleWriter.write(Samples.ofBug());

    private static String messageOf(String text) {
        InputError error = catchThrowableOfType(InputError.class, () -> CounterexampleReader.parse("c.txt", text));
        assertThat(error).as(text).isNotNull();
        return String.valueOf(error.getMessage());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            kmemcg counterexample 1 | %PDF-1.7                | c.txt:1:1   | no counterexample
            counterexample 1        | counterexample 3        | c.txt:1:23  | known are versions 1 to 2
            design   objcg          | desing   objcg          | c.txt:3:1   | expected 'design', found 'desing'
            bug      objcg-         | bug      ../            | c.txt:4:10  | not the name of a bug
            engine   lincheck       | engine                  | c.txt:5:7   | not the name of a engine
            seed     42             | seed     4 2            | c.txt:6:10  | a number of 64 bits
            seed     42             | seed     9999999999999999999 | c.txt:6:10 | a number of 64 bits
            seed     42             | seed     42 / memory lkmm | c.txt:7:8 | write one of: sc, tso
            broken   BOUNDS         | broken   BUONDS         | c.txt:14:10 | write BOUNDS
            T1 reads css            | T1 \\n reads css        | c.txt:12:13 | a backslash that begins no escape
            offline C               | oflfine C               | c.txt:23:22 | expected an operation
            cpus 2                  | cpus                    | c.txt:21:58 | a number of CPUs
            design  objcg           | design  percache        | c.txt:3:10  | for the design percache
               2  T2                |    3  T2                | c.txt:28:1  | expected step 2
            end                     | end more                | c.txt:30:5  | more text behind 'end'
            end                     | end / more              | c.txt:31:1  | more text behind 'end'
            """)
    void mistake_isShownInItsPlace(String old, String mistake, String place, String what) {
        String text = GOOD.replace(old, mistake.replace(" / ", "\n"));
        assertThat(text).isNotEqualTo(GOOD);
        assertThat(messageOf(text)).contains(place).contains(what);
    }

    @Test
    void everyTruncation_isInputErrorOrTheWholeCounterexample() {
        for (int length = 0; length < GOOD.length() - 1; length++) {
            assertThat(messageOf(GOOD.substring(0, length))).contains("c.txt:");
        }
        assertThat(CounterexampleReader.parse("c.txt", GOOD.substring(0, GOOD.length() - 1)))
                .isEqualTo(Samples.ofBug());
    }

    @Test
    void cutOffFile_isCalledThat() {
        assertThat(messageOf(GOOD.substring(0, GOOD.indexOf("steps"))))
                .contains("the file was cut off: expected 'steps'");
    }

    /** 2,000 files with 1 to 4 bytes changed; what is read in spite of it must be written and read back again. */
    @Test
    void mutatedFile_isReadOrRefusedWithoutAnyOtherException() {
        long seed = 7L;
        Random random = new Random(seed);
        int refused = 0;
        for (int round = 0; round < 2_000; round++) {
            byte[] bytes = GOOD.getBytes(StandardCharsets.ISO_8859_1);
            for (int change = 0; change <= random.nextInt(4); change++) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(128);
            }
            String text = new String(bytes, StandardCharsets.ISO_8859_1);
            try {
                Counterexample read = CounterexampleReader.parse("c.txt", text);
                assertThat(CounterexampleReader.parse("again", CounterexampleWriter.write(read)))
                        .as("seed %d, round %d", seed, round)
                        .isEqualTo(read);
            } catch (InputError expected) {
                refused++;
            }
        }
        assertThat(refused).isBetween(500, 1_999);
    }

    @Test
    void hugeFile_isRefusedWithoutBeingRead(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("huge.txt");
        try (OutputStream out = Files.newOutputStream(file)) {
            byte[] megabyte = new byte[1 << 20];
            for (int at = 0; at < 8; at++) {
                out.write(megabyte);
            }
        }
        assertThatThrownBy(() -> CounterexampleReader.read(file))
                .isInstanceOf(InputError.class)
                .hasMessageContaining("too big")
                .hasMessageContaining("1048576 bytes");
    }

    @Test
    void binaryMissingFolder_areInputErrors(@TempDir Path folder) throws Exception {
        Path binary = Files.write(folder.resolve("binary"), new byte[] {(byte) 0xFF, (byte) 0xFE, 0, 1});
        assertThatThrownBy(() -> CounterexampleReader.read(binary))
                .isInstanceOf(InputError.class)
                .hasMessageContaining("not UTF-8");
        assertThatThrownBy(() -> CounterexampleReader.read(folder.resolve("missing")))
                .isInstanceOf(InputError.class)
                .hasMessageContaining("there is no such file");
        assertThatThrownBy(() -> CounterexampleReader.read(folder)).isInstanceOf(InputError.class);
        assertThat(messageOf("")).contains("c.txt:1:1");
    }
}
