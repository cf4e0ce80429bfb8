package kmemcg.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Rows of text in aligned columns, two spaces apart; no line ends in a space. */
public final class Table {
    private static final String GAP = "  ";

    private final List<Column> columns;
    private final List<List<Cell>> rows = new ArrayList<>();

    public Table(Column... columns) {
        this.columns = List.of(columns);
    }

    /** A column whose cells begin below each other. */
    public static Column left(String heading) {
        return new Column(heading, false);
    }

    /** A column whose cells end below each other, for figures. */
    public static Column right(String heading) {
        return new Column(heading, true);
    }

    /** Adds a row without colours. */
    public void row(String... cells) {
        row(Paint.PLAIN, cells);
    }

    /** Adds a row whose last cell is painted. */
    public void row(Paint last, String... cells) {
        if (cells.length != columns.size()) {
            throw new IllegalArgumentException(cells.length + " cells for " + columns.size() + " columns");
        }
        rows.add(IntStream.range(0, cells.length)
                .mapToObj(at -> new Cell(cells[at], at == cells.length - 1 ? last : Paint.PLAIN))
                .toList());
    }

    /** Heading and rows; every line ends in {@code \n}. */
    public String text(boolean colour) {
        List<Cell> headings = columns.stream()
                .map(column -> new Cell(column.heading, Paint.HEADING))
                .toList();
        StringBuilder text = new StringBuilder(line(headings, colour));
        rows.forEach(row -> text.append(line(row, colour)));
        return text.toString();
    }

    private String line(List<Cell> cells, boolean colour) {
        int last = IntStream.range(0, cells.size())
                .filter(at -> !cells.get(at).text.isEmpty())
                .max()
                .orElse(-1);
        return IntStream.rangeClosed(0, last)
                        .mapToObj(at -> padded(cells.get(at), at, at == last, colour))
                        .collect(Collectors.joining(GAP))
                + "\n";
    }

    private String padded(Cell cell, int at, boolean isLast, boolean colour) {
        String padding = " ".repeat(width(at) - cell.length());
        String text = cell.paint.on(cell.text, colour);
        if (columns.get(at).right) {
            return padding + text;
        }
        return isLast ? text : text + padding;
    }

    private int width(int at) {
        int heading = columns.get(at).heading.length();
        return rows.stream().mapToInt(row -> row.get(at).length()).reduce(heading, Math::max);
    }

    /** A column. */
    public record Column(String heading, boolean right) {}

    private record Cell(String text, Paint paint) {
        int length() {
            return text.codePointCount(0, text.length());
        }
    }
}
