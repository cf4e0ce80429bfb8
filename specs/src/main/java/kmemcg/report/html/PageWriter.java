package kmemcg.report.html;

import java.util.ArrayList;
import java.util.List;
import kmemcg.engine.Violation;

/** Writes the page: what was found in a few lines, the table, the findings, and what the script needs. */
final class PageWriter {
    private static final Asset STYLE = Asset.of("report.css");
    private static final Asset SCRIPT = Asset.of("report.js");

    /** Nothing is fetched, and nothing runs but the script below, whatever is in the texts. */
    private static final String POLICY =
            "default-src 'none'; style-src %s; script-src %s; base-uri 'none'; form-action 'none'"
                    .formatted(STYLE.source(), SCRIPT.source());

    private final Html html = new Html();
    private final Page page;

    private PageWriter(Page page) {
        this.page = page;
    }

    /** The whole document; lines end in {@code \n}. */
    static String text(Page page) {
        PageWriter writer = new PageWriter(page);
        writer.html.begin("html", "lang", "en");
        writer.head();
        writer.html.begin("body");
        writer.body();
        writer.html.endLine();
        writer.html.end();
        return writer.html.toString();
    }

    private void head() {
        html.begin("head")
                .empty("meta", "charset", "utf-8")
                .empty("meta", "http-equiv", "Content-Security-Policy", "content", POLICY)
                .empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1")
                .empty("meta", "name", "color-scheme", "content", "light dark")
                .element("title", page.title() + ": " + page.verdict())
                .begin("style")
                .raw(STYLE.text())
                .end()
                .endLine();
    }

    private void body() {
        html.begin("header").element("h1", page.title());
        html.element("p", page.verdict(), "class", "verdict " + page.tone().style());
        html.endLine();
        html.begin("main");
        new VerdictTable(html, page.rows()).write();
        List<Story> stories = new ArrayList<>();
        for (Row row : page.rows()) {
            Violation violation = row.violation();
            if (violation != null) {
                Story story = Story.of(violation);
                stories.add(story);
                new FindingSection(html, stories.size()).write(row, violation, story);
            }
        }
        html.endLine();
        html.begin("script", "type", "application/json", "id", "stories");
        html.raw(StoryJson.text(stories)).endLine();
        html.begin("script").raw(SCRIPT.text()).end();
    }
}
