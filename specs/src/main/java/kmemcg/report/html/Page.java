package kmemcg.report.html;

import java.util.List;

/**
 * What the page says.
 *
 * @param title what was done
 * @param verdict of all, in one line
 */
record Page(String title, String verdict, Tone tone, List<Row> rows) {
    Page {
        rows = List.copyOf(rows);
    }
}
