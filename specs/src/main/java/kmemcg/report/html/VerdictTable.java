package kmemcg.report.html;

import java.util.List;
import java.util.Locale;
import kmemcg.engine.Violation;
import kmemcg.machine.Invariant;

/** A row for each search, with a column for each invariant: which broke, where one can see it, and of which nothing is known. */
final class VerdictTable {
    private final Html html;
    private final List<Row> rows;

    /** Whether it is known of any row how much was tried. */
    private final boolean hasEffort;

    VerdictTable(Html html, List<Row> rows) {
        this.html = html;
        this.rows = rows;
        this.hasEffort = rows.stream().anyMatch(row -> !row.effort().isEmpty());
    }

    void write() {
        html.begin("section", "aria-labelledby", "searches").element("h2", "Searches and invariants", "id", "searches");
        html.begin("div", "class", "scroll", "tabindex", "0", "role", "region", "aria-labelledby", "searches");
        html.begin("table", "class", "searches");
        head();
        html.begin("tbody");
        int findings = 0;
        for (Row row : rows) {
            findings += row.violation() == null ? 0 : 1;
            row(row, findings);
        }
        html.end().endLine();
        html.endLine();
        legend();
        html.endLine();
    }

    private void head() {
        html.begin("thead").begin("tr");
        List.of("what", "engine", "outcome").forEach(name -> html.element("th", name, "scope", "col"));
        if (hasEffort) {
            html.element("th", "effort", "scope", "col");
        }
        for (Invariant invariant : Invariant.values()) {
            html.begin("th", "scope", "col", "class", "invariant", "title", invariant.promise())
                    .element("span", words(invariant))
                    .end();
        }
        html.end().endLine();
    }

    private static String words(Invariant invariant) {
        return invariant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private void row(Row row, int number) {
        html.begin("tr").begin("th", "scope", "row").text(row.subject());
        if (!row.how().isEmpty()) {
            html.element("small", row.how());
        }
        html.end().element("td", row.engine());
        html.begin("td", "class", "outcome")
                .element("strong", row.outcome(), "class", row.tone().style());
        if (!row.note().isEmpty()) {
            html.element("small", row.note());
        }
        if (row.violation() != null && row.answer() != Answer.BREAKS) {
            html.begin("small")
                    .element("a", "finding %d, as recorded".formatted(number), "href", "#finding-" + number)
                    .end();
        }
        html.end();
        if (hasEffort) {
            html.element("td", row.effort(), "class", "effort");
        }
        for (Invariant invariant : Invariant.values()) {
            invariant(row, number, invariant);
        }
        html.endLine();
    }

    private void invariant(Row row, int number, Invariant invariant) {
        Violation violation = row.violation();
        html.begin("td", "class", "invariant");
        if (row.answer() == Answer.BREAKS
                && violation != null
                && violation.broken().contains(invariant)) {
            html.begin("a", "href", "#finding-" + number, "class", "broken")
                    .text("✖ " + number)
                    .element("span", " breaks " + words(invariant), "class", "unseen")
                    .end();
        } else {
            mark(row.answer() != Answer.UNKNOWN);
        }
        html.end();
    }

    private void mark(boolean isKnown) {
        html.element("span", isKnown ? "·" : "?", "aria-hidden", "true")
                .element("span", isKnown ? "not seen to break" : "nothing can be said", "class", "unseen");
    }

    private void legend() {
        html.element(
                "p",
                "✖ breaks, with the number of the finding below; · was not seen to break; ? nothing can be said: too little was"
                        + " tried, or something else failed.",
                "class",
                "legend");
        html.begin("details").element("summary", "What the invariants promise").begin("dl");
        for (Invariant invariant : Invariant.values()) {
            html.element("dt", words(invariant)).element("dd", invariant.promise());
        }
        html.end().endLine();
    }
}
