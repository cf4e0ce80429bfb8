package kmemcg.counterexample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import kmemcg.engine.Violation;
import kmemcg.explore.MemoryModel;
import kmemcg.explore.RecordedStep;
import kmemcg.machine.Finding;
import kmemcg.machine.Invariant;
import org.junit.jupiter.api.Test;

class CounterexampleTextTest {
    @Test
    void counterexample_readsLikeThis() {
        assertThat(CounterexampleWriter.write(Samples.ofBug())).isEqualTo("""
                kmemcg counterexample 1

                design   objcg
                bug      objcg-charge-resurrects-css
                engine   lincheck
                seed     42
                repeat   kmemcg replay objcg-charge-resurrects-css-lincheck.txt

                broken   NO_ACCESS_AFTER_FREE
                promise  nothing freed is touched or pointed to; no reference count rises from zero
                kind     use after free
                message  T1 reads css of C

                broken   BOUNDS
                promise  no counter below zero; no successful charge leaves usage above the limit it saw
                kind     counter below zero
                message  usage of P is -1

                program
                  design  objcg
                  world   P < root, C < P, cache dentry 192 account, cpus 2
                  T1      cpu0 in C: o = alloc dentry ; free o
                  T2      cpu1:      offline C
                  finally usage P == 0

                steps
                   1  T1 o = alloc dentry -> ok
                   2  T2 offline C -> ok

                end
                """);
    }

    @Test
    void writtenCounterexample_isReadBackEqual() {
        assertRoundTrip(Samples.ofBug());
        Violation violation = new Violation(Samples.program(), List.of(Samples.useAfterFree()), List.of());
        assertRoundTrip(new Counterexample(null, "sequences", Long.MIN_VALUE, violation));
        Violation walked = new Violation(
                Samples.program(), List.of(Samples.useAfterFree()), List.of(), MemoryModel.TSO, 8_123, List.of());
        assertRoundTrip(new Counterexample(null, "explorer", 3, walked));
        assertThat(CounterexampleWriter.write(new Counterexample(null, "explorer", 3, walked)))
                .contains("seed     3\nmemory   tso\nwalk     8123\nrepeat   ");
    }

    @Test
    void record_isWrittenBelowTheSteps() {
        Violation violation = new Violation(
                Samples.program(),
                List.of(Samples.useAfterFree()),
                List.of("| lanes"),
                MemoryModel.SC,
                0,
                List.of(
                        new RecordedStep("T1", "a 0 -> 1", false),
                        new RecordedStep("kworker/0 css_killed memcg C", "BUG_ON: x | y", true)));
        String text = CounterexampleWriter.write(new Counterexample(null, "explorer", 1, violation));
        assertThat(text).endsWith("""
                steps
                   1  | lanes

                record
                   1  T1 | a 0 -> 1
                   2  kworker/0 css_killed memcg C ! BUG_ON: x | y

                end
                """);
    }

    @Test
    void memoryModelOtherThanSc_hasALineOfItsOwn() {
        Violation violation = new Violation(
                Samples.program(), List.of(Samples.useAfterFree()), List.of(), MemoryModel.TSO, 0, List.of());
        Counterexample counterexample = new Counterexample(null, "explorer", 1, violation);
        assertThat(CounterexampleWriter.write(counterexample)).contains("""
                seed     1
                memory   tso
                repeat   kmemcg replay objcg-explorer.txt
                """);
        assertRoundTrip(counterexample);
    }

    @Test
    void memoryModelSc_mayBeWrittenOut() {
        String text = CounterexampleWriter.write(Samples.ofBug()).replace("repeat ", "memory   sc\nrepeat ");
        assertThat(CounterexampleReader.parse("x", text)).isEqualTo(Samples.ofBug());
    }

    @Test
    void windowsLineEnds_areReadToo() {
        String text = CounterexampleWriter.write(Samples.ofBug()).replace("\n", "\r\n");
        assertThat(CounterexampleReader.parse("x", text)).isEqualTo(Samples.ofBug());
    }

    /** 500 counterexamples of texts made from the characters that could go wrong; the chance to miss one of the 16 is nil. */
    @Test
    void hostileTexts_surviveTheRoundTrip() {
        long seed = 20_26L;
        Random random = new Random(seed);
        for (int round = 0; round < 500; round++) {
            List<String> steps = IntStream.range(0, random.nextInt(4))
                    .mapToObj(step -> text(random))
                    .toList();
            Finding finding = new Finding(any(random), text(random), text(random));
            List<RecordedStep> recorded = IntStream.range(0, random.nextInt(4))
                    .mapToObj(step -> new RecordedStep("rcu/" + step, text(random), random.nextBoolean()))
                    .toList();
            Violation violation = new Violation(
                    Samples.program(), List.of(finding, Samples.useAfterFree()), steps, MemoryModel.SC, 0, recorded);
            Counterexample counterexample = new Counterexample("bug-1", "races", random.nextLong(), violation);
            assertThat(CounterexampleReader.parse("x", CounterexampleWriter.write(counterexample)))
                    .as("seed %d, round %d", seed, round)
                    .isEqualTo(counterexample);
        }
    }

    private static Invariant any(Random random) {
        List<Invariant> all = List.of(Invariant.values());
        return all.get(random.nextInt(all.size()));
    }

    private static String text(Random random) {
        int[] alphabet = {
            'a', ' ', '\\', 'u', '0', '\n', '\r', '\t', 0x1B, 0x85, 0x2028, 0x202E, 0xD800, 0x1F600, 'é', 0x2003
        };
        StringBuilder text = new StringBuilder();
        random.ints(random.nextInt(8), 0, alphabet.length).forEach(at -> text.appendCodePoint(alphabet[at]));
        return text.toString();
    }

    @Test
    void writtenText_hasOnlyLinesThatCanBeSeen() {
        Finding finding = new Finding(Invariant.BOUNDS, "a\u001B[31mb", "\u202Ec\r\nd\u2028 ");
        Violation violation = new Violation(Samples.program(), List.of(finding), List.of(" x"));
        String text = CounterexampleWriter.write(new Counterexample(null, "races", 1, violation));
        assertThat(text)
                .contains("kind     a\\u001B[31mb\n")
                .contains("message  \\u202Ec\\u000D\\u000Ad\\u2028\\u0020\n")
                .contains("   1  \\u0020x\n");
        assertThat(text.getBytes(StandardCharsets.US_ASCII)).isEqualTo(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void namesThatCouldLeaveTheFolder_areRefused() {
        Violation violation = Samples.ofBug().violation();
        assertThatThrownBy(() -> new Counterexample("../x", "races", 1, violation))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Counterexample(null, "a/b", 1, violation))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static void assertRoundTrip(Counterexample counterexample) {
        String text = CounterexampleWriter.write(counterexample);
        Counterexample read = CounterexampleReader.parse("x", text);
        assertThat(read).isEqualTo(counterexample);
        assertThat(CounterexampleWriter.write(read)).isEqualTo(text);
    }
}
