package kmemcg.engine.sequences;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import kmemcg.engine.WrongAnswer;
import kmemcg.machine.Finding;
import kmemcg.machine.Invariant;
import kmemcg.program.Operation;
import kmemcg.program.Result;
import kmemcg.program.World;
import kmemcg.property.reference.Accounts;
import org.jspecify.annotations.Nullable;

/** Where a design differs from the reference model, and which invariant that breaks. */
final class Comparison {
    private final List<Finding> findings = new ArrayList<>();

    private Comparison() {}

    /** Compares what an operation answered. */
    static List<Finding> ofResults(Operation operation, Result expected, Result seen) {
        if (expected.equals(seen)) {
            return List.of();
        }
        String message = "%s: expected %s, seen %s".formatted(operation, expected, seen);
        return List.of(new Finding(WrongAnswer.breaks(operation, seen), "wrong answer", message));
    }

    /** Compares what is left behind; the design may know of more groups than the model, removed or half made. */
    static List<Finding> ofAccounts(Accounts expected, Accounts seen) {
        Comparison comparison = new Comparison();
        comparison.maps(Invariant.CONSERVATION, "wrong usage", expected.usage(), seen.usage(), expected.usage());
        comparison.levels(expected.usage(), seen.usage());
        comparison.sets(Invariant.ONE_CHARGE, "wrong objects", expected.objects(), seen.objects());
        comparison.maps(Invariant.ONE_CHARGE, "wrong payer", expected.payers(), seen.payers(), seen.payers());
        comparison.maps(Invariant.LIST_MEMBERSHIP, "wrong list", expected.lists(), seen.lists(), seen.lists());
        comparison.maps(Invariant.LIST_MEMBERSHIP, "wrong count", expected.counts(), seen.counts(), seen.counts());
        comparison.announced(expected.announced(), seen.announced());
        return comparison.findings;
    }

    /** Compares the groups that are there once everything deferred has run. */
    static List<Finding> ofGroups(Set<String> expected, Set<String> seen) {
        Comparison comparison = new Comparison();
        comparison.sets(Invariant.REFERENCES, "wrong groups", expected, seen);
        return comparison.findings;
    }

    private <T> void maps(
            Invariant broken, String kind, Map<String, T> expected, Map<String, T> seen, Map<String, T> further) {
        if (expected.equals(seen)) {
            return;
        }
        Set<String> keys = new TreeSet<>(expected.keySet());
        keys.addAll(further.keySet());
        for (String key : keys) {
            @Nullable T wanted = expected.get(key);
            @Nullable T found = seen.get(key);
            if (!Objects.equals(wanted, found)) {
                report(broken, kind, "%s: expected %s, seen %s".formatted(key, orNone(wanted), orNone(found)));
            }
        }
    }

    /** A charge must be seen at every level: the root cannot be short of one that all groups below it agree on. */
    private void levels(Map<String, Long> expected, Map<String, Long> seen) {
        Map<String, Long> below = new HashMap<>(expected);
        long wanted = expected.getOrDefault(World.ROOT, 0L);
        below.remove(World.ROOT);
        long found = seen.getOrDefault(World.ROOT, 0L);
        boolean agreed =
                below.entrySet().stream().allMatch(group -> group.getValue().equals(seen.get(group.getKey())));
        if (found < wanted && agreed && below.values().stream().anyMatch(usage -> usage > 0)) {
            report(
                    Invariant.ONE_CHARGE,
                    "a level missed a charge",
                    "root: expected %d, seen %d".formatted(wanted, found));
        }
    }

    private static Object orNone(@Nullable Object value) {
        return value == null ? "none" : value;
    }

    private void sets(Invariant broken, String kind, Set<String> expected, Set<String> seen) {
        if (!expected.equals(seen)) {
            report(broken, kind, "expected %s, seen %s".formatted(new TreeSet<>(expected), new TreeSet<>(seen)));
        }
    }

    private void announced(Set<String> expected, Set<String> seen) {
        Set<String> missing = new TreeSet<>(expected);
        missing.removeAll(seen);
        if (!missing.isEmpty()) {
            report(
                    Invariant.RECLAIM_REACHABILITY,
                    "list not announced",
                    "%s have items, reclaim would pass them over".formatted(missing));
        }
    }

    private void report(Invariant broken, String kind, String message) {
        findings.add(new Finding(broken, kind, message));
    }
}
