package kmemcg.report;

import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kmemcg.campaign.Inventory;
import kmemcg.design.DesignEntry;
import kmemcg.design.HistoricalBug;
import kmemcg.design.Omission;
import kmemcg.design.Origin;
import kmemcg.design.Verb;
import kmemcg.machine.Invariant;

/** What the catalogue says about a design or a bug, as a paragraph each. */
public final class CatalogueReport {
    private static final int LABEL = 12;

    private CatalogueReport() {}

    /** A design; every line ends in {@code \n}. */
    public static String text(DesignEntry design, List<HistoricalBug> bugs) {
        Stream<String> words = Inventory.vocabulary(design).verbs().stream().map(Verb::word);
        Stream<String> own =
                bugs.stream().filter(bug -> bug.design().equals(design.name())).map(HistoricalBug::name);
        return design.name() + ": " + design.description() + "\n"
                + part("sources", design.sources().stream())
                + part("vocabulary", Stream.of(words.collect(Collectors.joining(" "))))
                + part("invariants", invariants(design.invariants()))
                + part("bugs", own);
    }

    /** A bug; every line ends in {@code \n}. */
    public static String text(HistoricalBug bug) {
        Origin origin = bug.origin();
        String unseen = origin.evidence() == Origin.Evidence.UNVERIFIED ? ", cited from memory" : "";
        String memory = bug.needsWeakMemory() ? "weak; no interleaving shows it" : "any; an interleaving shows it";
        return bug.name() + "\n"
                + part("design", Stream.of(bug.design()))
                + part(source(origin), Stream.of(origin + ", " + origin.year() + unseen))
                + part("kernels", Stream.of(origin.kernels()))
                + part("mechanism", bug.mechanism().lines())
                + part("breaks", invariants(bug.breaks()))
                + part("memory", Stream.of(memory))
                + part("scenario", bug.scenario().lines());
    }

    private static String source(Origin origin) {
        return switch (origin.evidence()) {
            case VERIFIED, UNVERIFIED -> "cured by";
            case MAIL -> "mail";
            case DERIVED -> "read in";
        };
    }

    /** What is no bug of the catalogue, and why; every line ends in {@code \n}. */
    public static String leftOut() {
        return "Left out, and why:\n"
                + Stream.of(Omission.values())
                        .map(left -> "\n%s\n".formatted(left.word())
                                + part("what", Stream.of(left.what()))
                                + part("why", Stream.of(left.why())))
                        .collect(Collectors.joining());
    }

    /** How many bugs there are. */
    public static String count(List<HistoricalBug> bugs) {
        return Figures.count(bugs.size(), "bug");
    }

    private static Stream<String> invariants(Collection<Invariant> invariants) {
        return invariants.stream().sorted().map(invariant -> "%2d %s: %s"
                .formatted(invariant.number(), invariant, invariant.promise()));
    }

    /** Lines behind a label, below each other; nothing if there are none. */
    private static String part(String label, Stream<String> lines) {
        List<String> all = lines.toList();
        String margin = " ".repeat(LABEL + 2);
        return all.isEmpty()
                ? ""
                : "  " + label + " ".repeat(LABEL - label.length()) + String.join("\n" + margin, all) + "\n";
    }
}
