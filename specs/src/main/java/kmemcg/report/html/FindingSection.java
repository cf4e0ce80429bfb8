package kmemcg.report.html;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kmemcg.engine.Violation;
import kmemcg.machine.Finding;
import kmemcg.machine.Invariant;
import kmemcg.program.ProgramPrinter;

/** A finding: what broke, in which program, and every step, of which each has a place to link to. */
final class FindingSection {
    /** So many columns have a style; further threads share the last. */
    private static final int MOST_LANES = 8;

    private final Html html;
    private final String id;
    private final int number;

    FindingSection(Html html, int number) {
        this.html = html;
        this.number = number;
        this.id = "finding-" + number;
    }

    void write(Row row, Violation violation, Story story) {
        html.begin("section", "class", "finding", "id", id, "aria-labelledby", id + "-head");
        html.element("h2", "%d. %s, %s".formatted(number, row.subject(), row.engine()), "id", id + "-head");
        if (row.answer() != Answer.BREAKS) {
            html.begin("p")
                    .element("strong", row.outcome(), "class", row.tone().style())
                    .text(": %s. What follows is what was recorded.".formatted(row.note()))
                    .endLine();
        }
        violation.findings().forEach(this::finding);
        broken(violation.broken());
        if (!row.repeat().isEmpty()) {
            html.begin("p").text("Repeat with ").element("code", row.repeat()).endLine();
        }
        html.element("h3", "Program").begin("pre", "class", "scroll", "tabindex", "0");
        html.text(ProgramPrinter.print(violation.program())).endLine();
        summary(violation.steps(), story.moments().isEmpty());
        if (!story.moments().isEmpty()) {
            steps(story);
        }
        html.endLine();
    }

    private void finding(Finding finding) {
        html.begin("p", "class", "bad message")
                .element("strong", finding.kind())
                .text(": " + finding.message())
                .endLine();
    }

    private void broken(Set<Invariant> broken) {
        for (Invariant invariant : broken) {
            html.begin("p")
                    .text("Breaks ")
                    .element("strong", invariant.name())
                    .text(": " + invariant.promise())
                    .endLine();
        }
    }

    private void summary(List<String> steps, boolean isAll) {
        if (isAll) {
            html.begin("details", "open", "open");
        } else {
            html.begin("details");
        }
        html.element("summary", "In short").begin("pre", "class", "scroll", "tabindex", "0");
        String lines = steps.stream()
                .map(line -> line.startsWith("| ") ? line.substring(2) : line)
                .collect(Collectors.joining("\n"));
        html.text(lines).end().endLine();
    }

    private void steps(Story story) {
        html.element("h3", "Step by step").begin("div", "class", "stepper", "data-finding", String.valueOf(number));
        html.begin(
                "div", "class", "lanes of-" + Math.min(MOST_LANES, story.lanes().size()));
        html.begin("div", "class", "heads", "aria-hidden", "true");
        story.lanes().forEach(lane -> html.element("span", lane));
        html.end().begin("ol");
        String before = "";
        for (int at = 0; at < story.moments().size(); at++) {
            Moment moment = story.moments().get(at);
            step(moment, at + 1, !moment.who().equals(before));
            before = moment.who();
        }
        html.end().end().endLine();
    }

    private void step(Moment moment, int at, boolean isSwitch) {
        String step = id + "-step-" + at;
        html.begin("li", "id", step, "class", styles(moment));
        html.begin("a", "href", "#" + step);
        if (!moment.who().isEmpty()) {
            html.element("span", moment.who() + ": ", "class", isSwitch ? "who" : "who unseen");
        }
        html.element("span", String.valueOf(at), "class", "number")
                .text(" ")
                .element("span", moment.text().replace(" -> ", " → "), "class", "what");
        html.end().endLine();
    }

    private static String styles(Moment moment) {
        return Stream.of(
                        "lane-" + Math.min(MOST_LANES - 1, moment.lane()),
                        moment.isShared() ? "shared" : "own",
                        moment.isFinding() ? "finds" : "")
                .filter(style -> !style.isEmpty())
                .collect(Collectors.joining(" "));
    }
}
