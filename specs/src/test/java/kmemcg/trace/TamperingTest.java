package kmemcg.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A recording with one line tampered with must be refused.
 *
 * <p>Each kind of tampering is tried at positions drawn with a printed seed, in every event it can be done to; the
 * counts in meta.json, which alone would give a removed line away, are taken out first. What a random position misses
 * is the positions not drawn: by default {@value #DEFAULT_TRIES} for each kind, event and sample; more with
 * {@code -Dkmemcg.tampering.tries=N}.
 */
class TamperingTest {
    private static final int DEFAULT_TRIES = 2;
    private static final int TRIES = Integer.getInteger("kmemcg.tampering.tries", DEFAULT_TRIES);
    private static final long SEED = Long.getLong("kmemcg.tampering.seed", 20_261_120L);

    private static final Pattern NUMBER = Pattern.compile(" nr=(-?\\d+)");
    private static final Pattern GROUP = Pattern.compile(" cg=(\\d+)");
    private static final Pattern OBJCG = Pattern.compile(" objcg=(0x[0-9a-f]+)");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    static Path scratch;

    @SuppressWarnings("NullAway.Init")
    private static List<TraceText> samples;

    /** One way to change a line; null when it cannot be changed so. */
    private interface Change {
        @Nullable
        String apply(String line, TraceText sample, Random random);
    }

    @BeforeAll
    static void loadSamples() {
        System.out.printf("tampering: seed %d, %d tries for each kind, event and sample%n", SEED, TRIES);
        samples = Samples.recordings().stream()
                .map(directory -> new TraceText(directory, subdirectory(directory)))
                .toList();
    }

    @Test
    void removedUncharge_isSeen() {
        Predicate<String> uncharge = line -> switch (TraceText.event(line)) {
            case "objcg_uncharge", "pc_uncharge" -> true;
            case "refill_obj_stock" -> line.contains(" allow=1");
            default -> false;
        };
        everyTamperingIsSeen("removed", uncharge, (line, sample, random) -> "");
    }

    @Test
    void changedNumberOfPages_isSeen() {
        everyTamperingIsSeen("nr changed", line -> NUMBER.matcher(line).find(), (line, sample, random) -> {
            long number = Long.parseLong(group(NUMBER, line));
            long other = number + (random.nextBoolean() ? 1L : -1L) * (1 + random.nextInt(3));
            return replaced(NUMBER, line, Long.toString(other));
        });
    }

    @Test
    void swappedCgroup_isSeen() {
        everyTamperingIsSeen("cg swapped", line -> GROUP.matcher(line).find(), other(GROUP));
    }

    @Test
    void swappedObjcg_isSeen() {
        everyTamperingIsSeen("objcg swapped", line -> OBJCG.matcher(line).find(), other(OBJCG));
    }

    private static Change other(Pattern field) {
        return (line, sample, random) -> {
            List<String> others = sample.lines().stream()
                    .map(text -> group(field, text))
                    .distinct()
                    .filter(value -> !value.isEmpty() && !value.equals(group(field, line)))
                    .toList();
            return others.isEmpty() ? null : replaced(field, line, others.get(random.nextInt(others.size())));
        };
    }

    private static void everyTamperingIsSeen(String kind, Predicate<String> candidate, Change change) {
        Map<String, Integer> tried = new TreeMap<>();
        List<String> missed = new ArrayList<>();
        for (TraceText sample : samples) {
            Random random = new Random(SEED);
            for (List<Integer> positions : byEvent(sample, candidate).values()) {
                Collections.shuffle(positions, random);
                for (int at : positions.subList(0, Math.min(TRIES, positions.size()))) {
                    String line = sample.lines().get(at);
                    String tampered = change.apply(line, sample, random);
                    if (tampered != null) {
                        tried.merge(TraceText.event(line), 1, Integer::sum);
                        check(sample, at, tampered, missed);
                    }
                }
            }
        }
        System.out.printf("tampering: %s, all seen: %s%n", kind, tried);
        assertThat(tried).isNotEmpty();
        assertThat(missed).as("%s and not seen", kind).isEmpty();
    }

    private static void check(TraceText sample, int at, String tampered, List<String> missed) {
        List<String> lines = new ArrayList<>(sample.lines());
        if (tampered.isEmpty()) {
            lines.remove(at);
        } else {
            lines.set(at, tampered);
        }
        Divergence first = sample.check(lines).ledger().first();
        if (first == null) {
            missed.add("%s line %d: %s"
                    .formatted(sample.original(), at + 1, sample.lines().get(at)));
        } else if (first.file().startsWith("raw.trace")) {
            assertThat(first.line()).as("named line, tampered %d", at + 1).isGreaterThanOrEqualTo(at);
        }
    }

    private static Map<String, List<Integer>> byEvent(TraceText sample, Predicate<String> candidate) {
        return IntStream.range(0, sample.lines().size())
                .filter(at -> candidate.test(sample.lines().get(at)))
                .boxed()
                .collect(Collectors.groupingBy(
                        at -> TraceText.event(sample.lines().get(at)),
                        TreeMap::new,
                        Collectors.toCollection(ArrayList::new)));
    }

    private static String group(Pattern field, String line) {
        Matcher match = field.matcher(line);
        return match.find() ? match.group(1) : "";
    }

    private static String replaced(Pattern field, String line, String value) {
        Matcher match = field.matcher(line);
        return match.find() ? line.substring(0, match.start(1)) + value + line.substring(match.end(1)) : line;
    }

    private static Path subdirectory(Path directory) {
        Path made = scratch.resolve(String.valueOf(directory.getFileName()));
        assertThat(made.toFile().mkdirs()).isTrue();
        return made;
    }
}
