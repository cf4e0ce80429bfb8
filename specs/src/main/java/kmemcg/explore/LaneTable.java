package kmemcg.explore;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Lines of text in columns, one column for each thread; what is too long for its column is broken at spaces.
 */
final class LaneTable {
    private static final int MOST_WIDTH = 110;
    private static final String GAP = "  ";
    private static final String CONTINUED = "    ";

    private final List<String> threads;

    private LaneTable(List<String> threads) {
        this.threads = threads;
    }

    /** One line of one thread. */
    record Row(String thread, String text) {}

    /** Rows in lines, under a line of heads and one below it. */
    static List<String> of(List<String> threads, List<Row> rows) {
        return new LaneTable(threads).lines(rows);
    }

    private List<String> lines(List<Row> rows) {
        List<Integer> widths = widths(rows);
        List<String> lines = new ArrayList<>();
        lines.add(line(widths, threads));
        lines.add(line(widths, widths.stream().map("-"::repeat).toList()));
        for (Row row : rows) {
            int lane = threads.indexOf(row.thread());
            for (String part : broken(row.text(), widths.get(lane))) {
                List<String> cells = new ArrayList<>(Collections.nCopies(threads.size(), ""));
                cells.set(lane, part);
                lines.add(line(widths, cells));
            }
        }
        return lines;
    }

    private List<Integer> widths(List<Row> rows) {
        int most = (MOST_WIDTH - GAP.length() * (threads.size() - 1)) / Math.max(1, threads.size());
        return threads.stream()
                .map(thread -> Math.min(most, widest(thread, rows)))
                .toList();
    }

    private static int widest(String thread, List<Row> rows) {
        return rows.stream()
                .filter(row -> row.thread().equals(thread))
                .mapToInt(row -> row.text().length())
                .reduce(thread.length(), Math::max);
    }

    private static String line(List<Integer> widths, List<String> cells) {
        StringBuilder line = new StringBuilder();
        for (int lane = 0; lane < cells.size(); lane++) {
            line.append(cells.get(lane))
                    .append(" "
                            .repeat(Math.max(
                                    0, widths.get(lane) - cells.get(lane).length())))
                    .append(GAP);
        }
        return line.toString().stripTrailing();
    }

    private static List<String> broken(String text, int width) {
        List<String> parts = new ArrayList<>();
        String left = text;
        while (left.length() > width && breakOf(left, width) > 0) {
            int at = breakOf(left, width);
            parts.add(left.substring(0, at));
            left = CONTINUED + left.substring(at + 1);
        }
        parts.add(left);
        return parts;
    }

    /** The last space that leaves something before it and fits; 0 if there is none. */
    private static int breakOf(String text, int width) {
        int at = text.lastIndexOf(' ', width);
        return text.substring(0, Math.max(0, at)).isBlank() ? 0 : at;
    }
}
