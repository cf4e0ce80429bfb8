package kmemcg.report.html;

import java.util.ArrayDeque;
import java.util.Deque;
import kmemcg.report.MarkupText;

/** HTML in the making, with every text escaped, so that none can become markup. It is well-formed XML besides, but for script and style. */
final class Html {
    private final StringBuilder text = new StringBuilder("<!DOCTYPE html>\n");
    private final Deque<String> open = new ArrayDeque<>();

    /** Begins an element. */
    Html begin(String element, String... namesAndValues) {
        tag(element, namesAndValues).append('>');
        open.push(element);
        return this;
    }

    /** An element that has no content. */
    Html empty(String element, String... namesAndValues) {
        tag(element, namesAndValues).append("/>");
        return this;
    }

    private StringBuilder tag(String element, String... namesAndValues) {
        text.append('<').append(element);
        for (int at = 0; at < namesAndValues.length; at += 2) {
            text.append(' ').append(namesAndValues[at]).append("=\"");
            text.append(MarkupText.escaped(namesAndValues[at + 1])).append('"');
        }
        return text;
    }

    Html text(String content) {
        text.append(MarkupText.escaped(content));
        return this;
    }

    /** Content of a script or style, which ends at its end tag, whatever is said before that. */
    Html raw(String content) {
        if (content.contains("</")) {
            throw new IllegalArgumentException("this would end the element early");
        }
        text.append(content);
        return this;
    }

    /** Ends the element that was begun last. */
    Html end() {
        text.append("</").append(open.pop()).append('>');
        return this;
    }

    /** Ends it, and the line. */
    Html endLine() {
        end();
        text.append('\n');
        return this;
    }

    /** An element with a text in it. */
    Html element(String element, String content, String... namesAndValues) {
        return begin(element, namesAndValues).text(content).end();
    }

    @Override
    public String toString() {
        if (!open.isEmpty()) {
            throw new IllegalStateException("not ended: " + open);
        }
        return text + "\n";
    }
}
