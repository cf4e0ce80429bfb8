package kmemcg.report;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import kmemcg.campaign.Hunt;
import kmemcg.campaign.Trail;
import kmemcg.campaign.Trail.Trial;
import kmemcg.engine.Verdict;
import kmemcg.engine.Verdict.Outcome;
import kmemcg.engine.Violation;
import kmemcg.machine.Invariant;

/** The table of a hunt and what it comes to. */
public final class HuntReport {
    private HuntReport() {}

    /**
     * A row for each catch or bug that was not found, the notes below, then the sum. The tries are those of the engine that
     * found the bug, the time is that of all searches until then. Every line ends in {@code \n}.
     */
    public static String text(List<Trail> trails, boolean colour) {
        Table table = new Table(
                Table.left("bug"),
                Table.left("expected"),
                Table.left("found by"),
                Table.left("how"),
                Table.right("tries"),
                Table.left(""),
                Table.right("time"),
                Table.left("file"));
        trails.forEach(trail -> rows(table, trail));
        return table.text(colour) + notes(trails) + "\n" + sum(trails, colour) + "\n";
    }

    private static void rows(Table table, Trail trail) {
        trail.catches()
                .forEach(trial -> table.row(
                        name(trail),
                        list(trail.quarry().expected()),
                        trial.verdict().engine(),
                        trial.stage().toString(),
                        Figures.count(trial.verdict().tries()),
                        trial.verdict().unit(),
                        Figures.duration(trail.elapsedUntil(trial)),
                        String.valueOf(trial.file())));
        if (!trail.isFound()) {
            table.row(
                    Paint.BAD,
                    name(trail),
                    list(trail.quarry().expected()),
                    "-",
                    "-",
                    "-",
                    "",
                    Figures.duration(trail.elapsed()),
                    trail.outcome() == Outcome.BOUNDED ? "BOUNDED" : "NOT FOUND");
        }
    }

    private static String name(Trail trail) {
        return trail.quarry().subject().name();
    }

    private static String list(Set<Invariant> invariants) {
        return invariants.stream().sorted().map(Invariant::name).collect(Collectors.joining(", "));
    }

    private static String notes(List<Trail> trails) {
        StringBuilder notes = new StringBuilder();
        for (Trail trail : trails) {
            trail.unexpected().forEach(trial -> notes.append(unexpected(trail, trial)));
            trail.trials().stream()
                    .filter(trial -> trial.verdict().outcome() == Outcome.TOOL_ERROR)
                    .forEach(trial -> notes.append(
                            note(trail, trial, "tool error: " + trial.verdict().note())));
        }
        return notes.toString();
    }

    private static String unexpected(Trail trail, Trial trial) {
        Violation violation = trial.verdict().violation();
        return note(
                trail,
                trial,
                violation == null
                        ? "found something that names no invariant: "
                                + trial.verdict().note()
                        : "found %s, which is not expected: %s".formatted(list(violation.broken()), trial.file()));
    }

    private static String note(Trail trail, Trial trial, String text) {
        Verdict verdict = trial.verdict();
        return "%s, %s %s: %s\n".formatted(name(trail), verdict.engine(), trial.stage(), text);
    }

    /** The sum alone, in one line without an end. */
    public static String sum(List<Trail> trails, boolean colour) {
        long found = trails.stream().filter(Trail::isFound).count();
        long undirected = Hunt.undirected(trails);
        Outcome outcome = Hunt.outcome(trails);
        String text = "%d of %d found, %d undirected".formatted(found, trails.size(), undirected);
        return OutcomeWord.paint(outcome).on(text, colour);
    }
}
