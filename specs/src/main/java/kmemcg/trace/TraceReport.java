package kmemcg.trace;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The outcomes as text: a line for each recording, the rules, the excuses, one verdict. */
public final class TraceReport {
    private static final int WIDEST_TEXT = 240;

    private final PrintWriter out;

    public TraceReport(PrintWriter out) {
        this.out = out;
    }

    /** One recording's line, and its first divergence if there is one. */
    public void recording(Outcome outcome) {
        Ledger ledger = outcome.ledger();
        print(
                "%-30s %-9s readings %4d/%-4d events %7d checks %8d excuses %5d  %s%n",
                outcome.kernel(),
                outcome.scenario(),
                outcome.matched(),
                outcome.readings(),
                outcome.events(),
                ledger.totalChecks(),
                ledger.totalExcuses(),
                outcome.holds() ? "holds" : "DIVERGES, %d checks failed".formatted(ledger.totalFailures()));
        List<Rule> unchecked = List.of(Rule.values()).stream()
                .filter(rule -> ledger.checks(rule) == 0)
                .toList();
        if (!unchecked.isEmpty()) {
            print("  not checked here: %s%n", names(unchecked));
        }
        if (!ledger.unknownEvents().isEmpty()) {
            print("  events no rule reads: %s%n", ledger.unknownEvents());
        }
        divergence(outcome);
        out.flush();
    }

    private void divergence(Outcome outcome) {
        Divergence first = outcome.ledger().first();
        if (first == null) {
            return;
        }
        print("  first divergence: %s (%s)%n", first.rule(), first.rule().meaning());
        print("    at        %s line %d%n", outcome.directory().resolve(first.file()), first.line());
        print("    event     %s%n", shortened(first.text()));
        print("    expected  %s%n", shortened(first.expected()));
        print("    seen      %s%n", shortened(first.seen()));
        print("    repeat    kmemcg trace %s%n", outcome.directory());
    }

    /** The table of rules and excuses over all recordings, and the verdict. */
    public void summary(List<Outcome> outcomes, int unreadable) {
        print("%n%-26s %10s %8s  %s%n", "rule", "checks", "failed", "meaning");
        for (Rule rule : Rule.values()) {
            long checks = outcomes.stream()
                    .mapToLong(outcome -> outcome.ledger().checks(rule))
                    .sum();
            long failed = outcomes.stream()
                    .mapToLong(outcome -> outcome.ledger().failures(rule))
                    .sum();
            print("%-26s %10d %8d  %s%n", rule, checks, failed, rule.meaning());
        }
        print("%n%-26s %10s %8s  %s%n", "excuse", "used", "", "meaning");
        for (Excuse excuse : Excuse.values()) {
            long used = outcomes.stream()
                    .mapToLong(outcome -> outcome.ledger().excuses(excuse))
                    .sum();
            print("%-26s %10d %8s  %s%n", excuse, used, "", excuse.meaning());
        }
        verdict(outcomes, unreadable);
        out.flush();
    }

    private void verdict(List<Outcome> outcomes, int unreadable) {
        long diverged = outcomes.stream().filter(outcome -> !outcome.holds()).count();
        long readings = outcomes.stream().mapToLong(Outcome::readings).sum();
        long matched = outcomes.stream().mapToLong(Outcome::matched).sum();
        print(
                "%n%s: %d recordings, %d diverge, %d unreadable; %d of %d usage readings reproduced exactly%n",
                diverged > 0 ? "VIOLATED" : unreadable > 0 ? "UNREADABLE" : "HOLDS",
                outcomes.size() + unreadable,
                diverged,
                unreadable,
                matched,
                readings);
    }

    private static String names(List<Rule> rules) {
        return rules.stream().map(Rule::toString).collect(Collectors.joining(", "));
    }

    private static String shortened(String text) {
        return text.length() <= WIDEST_TEXT ? text : text.substring(0, WIDEST_TEXT) + "…";
    }

    private void print(String format, Object... values) {
        out.print(String.format(Locale.ROOT, format, values));
    }
}
