package kmemcg.trace;

import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What was checked how often, what was excused, and what did not hold. Only the earliest divergence is kept. */
public final class Ledger {
    private final Map<Rule, Long> checks = new EnumMap<>(Rule.class);
    private final Map<Rule, Long> failures = new EnumMap<>(Rule.class);
    private final Map<Excuse, Long> excuses = new EnumMap<>(Excuse.class);
    private final Map<String, Long> unknownEvents = new TreeMap<>();
    private @Nullable Divergence first;

    /** Counts one check of a rule, and a divergence when it does not hold. */
    boolean check(Rule rule, boolean holds, Place place, Supplier<String> expected, Supplier<String> seen) {
        checks.merge(rule, 1L, Long::sum);
        if (!holds) {
            failures.merge(rule, 1L, Long::sum);
            if (first == null) {
                first = new Divergence(rule, place.file(), place.line(), place.text(), expected.get(), seen.get());
            }
        }
        return holds;
    }

    void excuse(Excuse excuse) {
        excuses.merge(excuse, 1L, Long::sum);
    }

    void unknownEvent(String event) {
        unknownEvents.merge(event, 1L, Long::sum);
    }

    public long checks(Rule rule) {
        return checks.getOrDefault(rule, 0L);
    }

    public long failures(Rule rule) {
        return failures.getOrDefault(rule, 0L);
    }

    public long excuses(Excuse excuse) {
        return excuses.getOrDefault(excuse, 0L);
    }

    /** Events no rule reads, by name, with how often they came. */
    public Map<String, Long> unknownEvents() {
        return Map.copyOf(unknownEvents);
    }

    public @Nullable Divergence first() {
        return first;
    }

    public long totalChecks() {
        return checks.values().stream().mapToLong(Long::longValue).sum();
    }

    public long totalFailures() {
        return failures.values().stream().mapToLong(Long::longValue).sum();
    }

    public long totalExcuses() {
        return excuses.values().stream().mapToLong(Long::longValue).sum();
    }
}
