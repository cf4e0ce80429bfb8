package kmemcg.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two life-cycle lines exchanged.
 *
 * <p>Exchanged with their time stamps, they are always seen: time runs backwards. With the stamps left in place they
 * are seen whenever both are steps of one cgroup, which has one legal order only. What cannot be seen, since the result
 * is another order the kernel may take, is an exchange of steps of different cgroups, or of steps that belong to none:
 * the css of another controller, a drain at a limit, the release of an objcg.
 */
class ExchangeTest {
    private static final long SEED = Long.getLong("kmemcg.tampering.seed", 20_261_120L);
    private static final int TRIES = Integer.getInteger("kmemcg.tampering.tries", 25);

    private static final Pattern STEP =
            Pattern.compile("\\] \\S+ +\\d+\\.\\d{6}: (css_online|cgroup_rmdir|css_killed_ref|css_offline|offline_kmem"
                    + "|reparent_list_lrus|css_released|css_release_ref|css_free|cgroup_release):");
    private static final Pattern OWNER = Pattern.compile(" (memcg|id|ref)=(\\w+)");
    private static final Set<String> BY_ID = Set.of("cgroup_rmdir", "cgroup_release");
    private static final long REFCNT = 16;

    /** A step of one cgroup in a trace. */
    private record Step(int at, String event) {}

    @Test
    void exchangedWithTheirStamps_areSeen(@TempDir Path scratch) {
        assertThat(exchangeAll(scratch, true)).isEmpty();
    }

    @Test
    void exchangedContents_ofOneCgroupAreSeen(@TempDir Path scratch) {
        assertThat(exchangeAll(scratch, false)).isEmpty();
    }

    /** Exchanges random pairs of steps of one cgroup; those not seen. */
    private static List<String> exchangeAll(Path scratch, boolean withStamps) {
        List<String> missed = new ArrayList<>();
        int tried = 0;
        for (Path directory : Samples.recordings()) {
            TraceText sample = new TraceText(directory, scratch);
            List<List<Step>> lives = List.copyOf(lives(sample.lines()).values());
            Random random = new Random(SEED);
            for (int i = 0; i < TRIES; i++) {
                List<Step> life = lives.get(random.nextInt(lives.size()));
                int first = random.nextInt(life.size());
                int second = random.nextInt(life.size());
                if (first != second) {
                    tried++;
                    exchange(sample, life.get(first), life.get(second), withStamps, missed);
                }
            }
        }
        System.out.printf("exchange: seed %d, %d pairs, %d not seen%n", SEED, tried, missed.size());
        return missed;
    }

    private static void exchange(TraceText sample, Step one, Step other, boolean withStamps, List<String> missed) {
        List<String> lines = new ArrayList<>(sample.lines());
        String first = lines.get(one.at);
        String second = lines.get(other.at);
        lines.set(one.at, withStamps ? second : stamped(second, TraceText.stamp(first)));
        lines.set(other.at, withStamps ? first : stamped(first, TraceText.stamp(second)));
        if (sample.check(lines).holds()) {
            missed.add("%s: %s <-> %s".formatted(sample.original(), first.strip(), second.strip()));
        }
    }

    private static String stamped(String line, String stamp) {
        return line.replaceFirst(Pattern.quote(TraceText.stamp(line)), Matcher.quoteReplacement(stamp));
    }

    /** The steps of each cgroup, found by its address or its id; css_online names both. */
    private static Map<Long, List<Step>> lives(List<String> lines) {
        Map<String, Long> ids = new HashMap<>();
        Map<Long, List<Step>> lives = new HashMap<>();
        Map<Long, Long> current = new HashMap<>();
        for (int at = 0; at < lines.size(); at++) {
            Matcher step = STEP.matcher(lines.get(at));
            Matcher owner = OWNER.matcher(lines.get(at));
            if (!step.find() || !owner.find()) {
                continue;
            }
            String event = step.group(1);
            if (event.equals("css_online")) {
                long life = at;
                current.put(address(owner.group(2)), life);
                ids.put(lines.get(at).replaceFirst(".* cg=(\\d+).*", "$1"), life);
            }
            Long life = BY_ID.contains(event)
                    ? ids.get(owner.group(2))
                    : current.get(address(owner.group(2)) - (owner.group(1).equals("ref") ? REFCNT : 0));
            if (life != null) {
                lives.computeIfAbsent(life, unused -> new ArrayList<>()).add(new Step(at, event));
            }
        }
        lives.values().removeIf(life -> life.size() < 2);
        return lives;
    }

    private static long address(String text) {
        return Long.parseUnsignedLong(text.replaceFirst("^0x", ""), 16);
    }
}
