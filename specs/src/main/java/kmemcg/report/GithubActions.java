package kmemcg.report;

import java.util.List;
import java.util.stream.Collectors;
import kmemcg.campaign.Check;
import kmemcg.campaign.Check.Result;
import kmemcg.engine.Verdict;
import kmemcg.engine.Verdict.Outcome;
import kmemcg.engine.Violation;
import kmemcg.machine.Finding;
import kmemcg.report.SourcePlaces.Place;

/** What a check came to, in the two forms that GitHub Actions shows: annotations beside the source and a summary of the step. */
public final class GithubActions {
    /** A summary that is longer is not shown at all; GitHub allows a mebibyte. */
    private static final int MOST_LANES = 60;

    private GithubActions() {}

    /** A workflow command a line, for standard output: an error for each counterexample, a warning for what could not be searched. */
    public static String annotations(List<Result> results) {
        return results.stream()
                .filter(result -> result.verdict().outcome() != Outcome.HOLDS)
                .map(GithubActions::annotation)
                .collect(Collectors.joining());
    }

    private static String annotation(Result result) {
        Verdict verdict = result.verdict();
        Violation violation = verdict.violation();
        String level = verdict.outcome() == Outcome.BOUNDED ? "notice" : "error";
        String title =
                "%s, %s: %s".formatted(result.subject().name(), verdict.engine(), OutcomeWord.of(verdict.outcome()));
        if (violation == null) {
            return "::%s title=%s::%s\n".formatted(level, property(title), data(verdict.note()));
        }
        Place place = SourcePlaces.of(result.subject(), violation);
        String line = place.line() == 0 ? "" : ",line=" + place.line();
        return "::%s file=%s%s,title=%s::%s\n"
                .formatted(level, property(place.path()), line, property(title), data(broken(violation)));
    }

    private static String broken(Violation violation) {
        return violation.findings().stream().map(Finding::toString).distinct().collect(Collectors.joining("\n"));
    }

    private static String data(String text) {
        return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
    }

    private static String property(String text) {
        return data(text).replace(":", "%3A").replace(",", "%2C");
    }

    /** Markdown: the verdict, a table of all searches, and each counterexample. */
    public static String summary(List<Result> results) {
        StringBuilder text = new StringBuilder("## kmemcg: %s%n\n".formatted(OutcomeWord.of(Check.outcome(results))));
        text.append("| design | engine | verdict | tried | time | note |\n| --- | --- | --- | ---: | ---: | --- |\n");
        results.forEach(result -> text.append(row(result)));
        for (Result result : results) {
            Violation violation = result.verdict().violation();
            if (violation != null) {
                text.append(counterexample(result, violation));
            }
        }
        return text.toString();
    }

    private static String row(Result result) {
        Verdict verdict = result.verdict();
        return "| %s | %s | %s | %s | %s | %s |\n"
                .formatted(
                        result.subject().name(),
                        verdict.engine(),
                        OutcomeWord.of(verdict.outcome()),
                        Figures.count(verdict.tries()) + " " + verdict.unit(),
                        Figures.duration(verdict.elapsed()),
                        cell(verdict.note()));
    }

    private static String cell(String text) {
        return text.replace("|", "\\|").replace("<", "&lt;").replaceAll("\\R", " ");
    }

    /** In an indented block nothing is markup, whatever the text says. */
    private static String counterexample(Result result, Violation violation) {
        StringBuilder text = new StringBuilder("\n### %s, found by %s%n\n"
                .formatted(result.subject().name(), result.verdict().engine()));
        violation.findings().forEach(finding -> block(text, finding.toString()));
        block(text, "");
        block(text, violation.program().toString());
        block(text, "");
        violation.steps().stream().limit(MOST_LANES).forEach(step -> block(text, step));
        if (result.file() != null) {
            block(text, "");
            block(text, "repeat with: " + result.repeat());
        }
        return text.toString();
    }

    private static void block(StringBuilder text, String lines) {
        (lines.isEmpty() ? List.of("") : lines.lines().toList())
                .forEach(line -> text.append("    ").append(line).append("\n"));
    }
}
