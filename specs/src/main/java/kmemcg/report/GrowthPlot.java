package kmemcg.report;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import kmemcg.cost.Growth;
import kmemcg.cost.Teardown;

/**
 * How the work of removing groups grows, as a picture: both axes logarithmic, so that a straight line is a power and its slope the exponent.
 * One SVG file that needs nothing else, for a light and a dark page. Designs that walk no list are named and not drawn.
 */
public final class GrowthPlot {
    private static final int WIDTH = 760;
    private static final int HEIGHT = 460;
    private static final int LEFT = 80;
    private static final int RIGHT = 230;
    private static final int TOP = 50;
    private static final int BOTTOM = 60;

    /** Okabe and Ito, "Color Universal Design", 2008: told apart by those who see fewer colours, too. */
    private static final List<String> COLOURS =
            List.of("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#999999");

    private final List<Growth> drawn;
    private final List<Growth> without;
    private final double decadesX;
    private final double decadesY;
    private final double firstX;

    private GrowthPlot(List<Growth> growths) {
        this.drawn = growths.stream().filter(GrowthPlot::walks).toList();
        this.without = growths.stream().filter(growth -> !walks(growth)).toList();
        this.firstX = Math.floor(Math.log10(Growth.FEWEST));
        this.decadesX = Math.max(1, Math.ceil(largest(growths, false)) - firstX);
        this.decadesY = Math.max(1, Math.ceil(largest(drawn, true)));
    }

    /** The whole file. */
    public static String svg(List<Growth> growths) {
        return new GrowthPlot(growths).text();
    }

    private static boolean walks(Growth growth) {
        return growth.points().stream().allMatch(point -> point.work().nodes() > 0);
    }

    private static double largest(List<Growth> growths, boolean isWork) {
        return growths.stream()
                .mapToDouble(growth -> isWork
                        ? growth.largest().work().nodes()
                        : growth.largest().groups())
                .map(Math::log10)
                .max()
                .orElse(1);
    }

    private String text() {
        StringBuilder svg = new StringBuilder();
        svg.append("""
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" role="img" aria-labelledby="title">
                <title id="title">List entries walked to remove groups, by the number of groups</title>
                <style>
                svg { background: #fff; font: 13px sans-serif; }
                text { fill: #222; } .grid { stroke: #ddd; } .axis { stroke: #222; } .line { fill: none; stroke-width: 2; }
                @media (prefers-color-scheme: dark) {
                svg { background: #16181c; } text { fill: #ddd; } .grid { stroke: #383c44; } .axis { stroke: #ddd; }
                }
                </style>
                <text x="%d" y="24" font-size="15">List entries walked to remove groups</text>
                """.formatted(WIDTH, HEIGHT, LEFT));
        grid(svg);
        for (int at = 0; at < drawn.size(); at++) {
            line(svg, drawn.get(at), at);
        }
        if (!without.isEmpty()) {
            String names = without.stream().map(Growth::name).collect(Collectors.joining(", "));
            svg.append(label(LEFT, HEIGHT - 6, "start", "no list walked: " + names));
        }
        return svg.append("</svg>\n").toString();
    }

    private void grid(StringBuilder svg) {
        for (int decade = 0; decade <= decadesY; decade++) {
            double y = y((long) Math.pow(10, decade));
            svg.append(segment(LEFT, y, WIDTH - RIGHT, y, decade == 0 ? "axis" : "grid"));
            svg.append(label(LEFT - 8, y + 4, "end", power(decade)));
        }
        for (int decade = 0; decade <= decadesX; decade++) {
            double x = x((long) Math.pow(10, firstX + decade));
            svg.append(segment(x, TOP, x, HEIGHT - BOTTOM, decade == 0 ? "axis" : "grid"));
            svg.append(label(x, HEIGHT - BOTTOM + 18, "middle", power((int) firstX + decade)));
        }
        svg.append(label((LEFT + WIDTH - RIGHT) / 2.0, HEIGHT - BOTTOM + 36, "middle", "groups"));
    }

    private void line(StringBuilder svg, Growth growth, int number) {
        String colour = COLOURS.get(number % COLOURS.size());
        String points = growth.points().stream()
                .map(point -> coordinates(x(point.groups()), y(point.work().nodes())))
                .collect(Collectors.joining(" "));
        svg.append("<polyline class=\"line\" stroke=\"%s\" points=\"%s\"/>\n".formatted(colour, points));
        growth.points().forEach(point -> svg.append(dot(point, colour)));
        int y = TOP + 10 + 22 * number;
        int x = WIDTH - RIGHT + 20;
        svg.append("<rect x=\"%d\" y=\"%d\" width=\"14\" height=\"4\" fill=\"%s\"/>\n".formatted(x, y - 6, colour));
        String slope = String.format(
                Locale.ROOT, "%.2f", growth.exponent(point -> point.work().nodes()));
        svg.append(label(x + 22, y, "start", "%s, exponent %s".formatted(growth.name(), slope)));
    }

    private String dot(Teardown point, String colour) {
        return String.format(
                Locale.ROOT,
                "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3\" fill=\"%s\"><title>%,d groups: %,d</title></circle>%n",
                x(point.groups()),
                y(point.work().nodes()),
                colour,
                point.groups(),
                point.work().nodes());
    }

    private double x(long groups) {
        return LEFT + (Math.log10((double) groups) - firstX) / decadesX * (WIDTH - LEFT - RIGHT);
    }

    private double y(long work) {
        return HEIGHT - BOTTOM - Math.log10((double) work) / decadesY * (HEIGHT - TOP - BOTTOM);
    }

    private static String coordinates(double x, double y) {
        return String.format(Locale.ROOT, "%.1f,%.1f", x, y);
    }

    private static String segment(double x1, double y1, double x2, double y2, String style) {
        return String.format(
                Locale.ROOT,
                "<line class=\"%s\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>%n",
                style,
                x1,
                y1,
                x2,
                y2);
    }

    private static String label(double x, double y, String anchor, String text) {
        return String.format(
                Locale.ROOT, "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>%n", x, y, anchor, text);
    }

    private static String power(int decade) {
        return String.format(Locale.ROOT, "%,d", (long) Math.pow(10, decade));
    }
}
