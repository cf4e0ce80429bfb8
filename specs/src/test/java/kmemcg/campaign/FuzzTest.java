package kmemcg.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import kmemcg.campaign.Repetition.Kind;
import kmemcg.counterexample.Counterexample;
import kmemcg.counterexample.CounterexampleReader;
import kmemcg.engine.Engines;
import kmemcg.engine.explorer.ExplorerEngine;
import kmemcg.input.InputError;
import kmemcg.program.ProgramParser;
import kmemcg.program.ProgramPrinter;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Damaged files: whatever was done to a counterexample or a program, it is read or refused with a reason, and what can be read can be repeated.
 * More of them with {@code -Dkmemcg.fuzz=100000}.
 */
class FuzzTest {
    private static final long SEED = 1;
    private static final int INPUTS = Integer.getInteger("kmemcg.fuzz", 4_000);

    /** One in so many of those that can be read is repeated; it takes a thousand times as long. */
    private static final int REPEATED = 20;

    private final Random random = new Random(SEED);

    private static List<byte[]> corpus() throws Exception {
        List<byte[]> texts = new ArrayList<>();
        try (Stream<Path> files = Files.list(Path.of("corpus"))) {
            for (Path file : files.sorted().toList()) {
                texts.add(Files.readAllBytes(file));
            }
        }
        return texts;
    }

    @Test
    void damagedCounterexample_isReadOrRefused_andRepeated() throws Exception {
        List<byte[]> texts = corpus();
        Replay replay = new Replay(Inventory.installed(), Engines.of(new ExplorerEngine()), Fakes.NOBODY);
        int read = 0;
        for (int input = 0; input < INPUTS; input++) {
            byte[] damaged = damaged(texts);
            Counterexample counterexample = counterexample(input, damaged);
            if (counterexample != null && !counterexample.violation().recorded().isEmpty() && read++ % REPEATED == 0) {
                assertThat(replay.of(counterexample).kind())
                        .as("input %d of seed %d", input, SEED)
                        .isNotIn(Kind.TOOL_ERROR, Kind.UNREADABLE);
            }
        }
        assertThat(read).isBetween(INPUTS / 100, INPUTS);
    }

    @Test
    void damagedProgram_isReadOrRefused() throws Exception {
        List<byte[]> programs = corpus().stream()
                .map(text -> CounterexampleReader.parse("x", new String(text, StandardCharsets.UTF_8)))
                .map(kept -> ProgramPrinter.print(kept.violation().program()).getBytes(StandardCharsets.UTF_8))
                .toList();
        int refused = 0;
        for (int input = 0; input < INPUTS; input++) {
            byte[] damaged = damaged(programs);
            try {
                ProgramParser.parse("x", new String(damaged, StandardCharsets.UTF_8));
            } catch (InputError e) {
                assertThat(e.getMessage()).contains("at: ").contains("mend: ");
                refused++;
            }
        }
        assertThat(refused).isBetween(INPUTS / 2, INPUTS - 1);
    }

    private static @Nullable Counterexample counterexample(int input, byte[] damaged) {
        try {
            return CounterexampleReader.parse("input " + input, new String(damaged, StandardCharsets.UTF_8));
        } catch (InputError e) {
            assertThat(e.getMessage()).contains("at: ").contains("mend: ");
            return null;
        }
    }

    /** Bits turned, the end cut off, a piece said twice or put elsewhere, a number made another. */
    private byte[] damaged(List<byte[]> texts) {
        byte[] text = texts.get(random.nextInt(texts.size())).clone();
        for (int times = 1 + random.nextInt(3); times > 0; times--) {
            text = damagedOnce(text);
        }
        return text;
    }

    private byte[] damagedOnce(byte[] text) {
        if (text.length == 0) {
            return new byte[] {(byte) random.nextInt(256)};
        }
        int at = random.nextInt(text.length);
        int end = at + random.nextInt(Math.min(200, text.length - at));
        switch (random.nextInt(5)) {
            case 0 -> text[at] ^= (byte) (1 << random.nextInt(8));
            case 1 -> text = Arrays.copyOf(text, at);
            case 2 -> text = joined(Arrays.copyOf(text, end), Arrays.copyOfRange(text, at, text.length));
            case 3 -> text = joined(Arrays.copyOf(text, at), Arrays.copyOfRange(text, end, text.length));
            default -> text[at] = (byte) ('0' + random.nextInt(10));
        }
        return text;
    }

    private static byte[] joined(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
