package kmemcg.trace;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import kmemcg.input.InputError;

/**
 * What a recording says of itself, from {@code meta.json}.
 *
 * @param scenario its name
 * @param kernel kernel release
 * @param cpus number of CPUs
 * @param pageSize bytes in a page
 * @param batch MEMCG_CHARGE_BATCH, in pages
 * @param v1 true for cgroup v1
 * @param enabled the events that were recorded
 * @param eventCounts how many lines of each event the recorder counted; empty when it did not
 * @param probeMisses probe hits the kernel missed
 * @param layout the kernel's
 */
record Meta(
        String scenario,
        String kernel,
        int cpus,
        long pageSize,
        long batch,
        boolean v1,
        Set<String> enabled,
        Map<String, Long> eventCounts,
        long probeMisses,
        KernelLayout layout) {
    private static final String NAME = "meta.json";
    /** Lines that a thinned recording lacks although they were recorded. */
    private static final Set<String> THINNED = Set.of("slab_post_alloc", "slab_free_hook");

    private static final Pattern LIFE_PROBE = Pattern.compile("ok\\s+[pr]:life/(\\w+) .*");

    private static final long LARGEST = 16 << 20;

    static Meta read(Path directory) {
        Path file = directory.resolve(NAME);
        JsonNode root = tree(file);
        String kernel = text(file, root, "kernel_release");
        return new Meta(
                text(file, root, "scenario"),
                kernel,
                (int) number(file, root, "cpus", 4096),
                number(file, root, "page_size", 1 << 20),
                number(file, root, "memcg_charge_batch_pages", 1 << 16),
                number(file, root, "cgroup_version", 2) == 1,
                enabled(file, root.path("recorded")),
                counts(root.path("event_counts")),
                root.path("recorded").path("kprobe_misses_total").asLong(0),
                layout(file, kernel, root.path("layout")));
    }

    boolean records(String event) {
        return enabled.contains(event);
    }

    private static JsonNode tree(Path file) {
        try {
            if (!Files.isRegularFile(file)) {
                throw new InputError(
                        "no " + NAME, file.toString(), "copy it beside the trace; it names kernel and CPUs");
            }
            if (Files.size(file) > LARGEST) {
                throw new InputError(
                        "larger than %,d bytes".formatted(LARGEST), file.toString(), "give a recording's own");
            }
            JsonNode root = new ObjectMapper().readTree(file.toFile());
            if (!root.isObject()) {
                throw new InputError("not a JSON object", file.toString(), "give a recording's own " + NAME);
            }
            return root;
        } catch (IOException e) {
            throw SnapshotReader.malformed(file, e);
        }
    }

    private static String text(Path file, JsonNode root, String name) {
        JsonNode node = root.path(name);
        if (!node.isTextual()) {
            throw new InputError("no text " + name, file.toString(), "add it, as in the samples");
        }
        return node.asText();
    }

    private static long number(Path file, JsonNode root, String name, long most) {
        JsonNode node = root.path(name);
        if (!node.isIntegralNumber() || node.asLong() < 1 || node.asLong() > most) {
            throw new InputError(
                    "%s must be a number from 1 to %d, but is %s".formatted(name, most, node),
                    file.toString(),
                    "set it to the recorded machine's");
        }
        return node.asLong();
    }

    /** Entries read {@code on memcg/objcg_charge}, {@code absent …}, or {@code on life} for every such probe set. */
    private static Set<String> enabled(Path file, JsonNode recorded) {
        Set<String> events = new HashSet<>();
        for (JsonNode entry : recorded.path("events_enabled")) {
            String[] words = entry.asText().strip().split("\\s+", -1);
            if (words.length > 1 && words[0].equals("on")) {
                events.add(words[1].substring(words[1].indexOf('/') + 1));
            }
        }
        if (events.remove("life")) {
            for (JsonNode probe : recorded.path("kprobes")) {
                Matcher match = LIFE_PROBE.matcher(probe.asText());
                if (match.matches()) {
                    events.add(match.group(1));
                }
            }
        }
        if (events.isEmpty()) {
            throw new InputError("no recorded.events_enabled", file.toString(), "list the events that were on");
        }
        if (recorded.path("thinned").asBoolean()) {
            events.removeAll(THINNED);
        }
        return Set.copyOf(events);
    }

    private static Map<String, Long> counts(JsonNode node) {
        Map<String, Long> counts = new HashMap<>();
        node.properties()
                .forEach(entry -> counts.put(entry.getKey(), entry.getValue().asLong()));
        return Map.copyOf(counts);
    }

    private static KernelLayout layout(Path file, String kernel, JsonNode own) {
        if (own.isObject()) {
            return new KernelLayout(
                    number(file, own, "memory", 1 << 20),
                    number(file, own, "counter_size", 1 << 20),
                    number(file, own, "css_refcnt", 1 << 20),
                    (int) number(file, own, "kmem_item", 1 << 20),
                    (int) number(file, own, "percpu_item", 1 << 20),
                    own.path("uncharge_inlined").asBoolean(),
                    own.path("objcg_outlives_group").asBoolean(),
                    own.path("lazy_flush").asBoolean());
        }
        if (kernel.startsWith("6.1.")) {
            return KernelLayout.LINUX_6_1;
        }
        if (kernel.startsWith("6.12.")) {
            return KernelLayout.LINUX_6_12;
        }
        throw new InputError(
                "no layout is known for kernel " + kernel,
                file.toString(),
                "record with `kmemcg trace --recorder`, which writes the kernel's own layout");
    }
}
