package kmemcg.report;

import java.util.List;
import kmemcg.campaign.Check;
import kmemcg.campaign.Check.Result;
import kmemcg.engine.Verdict;
import kmemcg.engine.Verdict.Outcome;

/** The table of a check and its one verdict. */
public final class CheckReport {
    private CheckReport() {}

    /** A row for each design and engine, the notes below, then the verdict; every line ends in {@code \n}. */
    public static String text(List<Result> results, boolean colour) {
        Table table = new Table(
                Table.left("design"),
                Table.left("engine"),
                Table.right("tries"),
                Table.left(""),
                Table.right("time"),
                Table.left("verdict"));
        results.forEach(result -> row(table, result));
        return table.text(colour) + notes(results) + "\n" + verdict(results, colour) + "\n";
    }

    private static void row(Table table, Result result) {
        Verdict verdict = result.verdict();
        table.row(
                OutcomeWord.paint(verdict.outcome()),
                result.subject().name(),
                verdict.engine(),
                Figures.count(verdict.tries()),
                verdict.unit(),
                Figures.duration(verdict.elapsed()),
                OutcomeWord.of(verdict.outcome()));
    }

    private static String notes(List<Result> results) {
        StringBuilder notes = new StringBuilder();
        results.stream()
                .filter(result -> !result.verdict().note().isEmpty())
                .forEach(result -> notes.append("%s, %s: %s\n"
                        .formatted(
                                result.subject().name(),
                                result.verdict().engine(),
                                result.verdict().note())));
        return notes.toString();
    }

    /** The verdict alone, in one line without an end. */
    public static String verdict(List<Result> results, boolean colour) {
        Outcome outcome = Check.outcome(results);
        long count = results.stream()
                .filter(result -> result.verdict().outcome() == outcome)
                .count();
        String those = "%d of %d searches ".formatted(count, results.size());
        return OutcomeWord.painted(outcome, colour) + ": " + those
                + switch (outcome) {
                    case HOLDS -> "found nothing";
                    case VIOLATED -> "found something";
                    case BOUNDED -> "tried too little to say anything";
                    case TOOL_ERROR -> "failed, which says nothing about a design";
                };
    }
}
