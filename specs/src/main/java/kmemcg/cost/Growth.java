package kmemcg.cost;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import kmemcg.design.DesignEntry;
import kmemcg.design.DesignFactory;
import org.jspecify.annotations.Nullable;

/**
 * How the work of removing groups grows with their number: twice as many from one point to the next.
 *
 * @param name of the design
 * @param points the fewest groups first
 * @param isCutShort whether more groups were wanted than the budget of steps allows
 */
public record Growth(String name, List<Teardown> points, boolean isCutShort) {
    /** The first point of each series. */
    public static final int FEWEST = 50;

    /** Steps that one point may take. */
    private static final long STEPS = 40_000_000;

    /** Steps for each group that a design may take in any case, so that one whose work grows with the number is never cut short. */
    private static final long STEPS_OF_A_GROUP = 4_000;

    public Growth {
        points = List.copyOf(points);
    }

    /** Measures a design with up to so many groups, or as many as the budget of steps allows. */
    public static Growth of(DesignEntry design, int most) {
        List<Teardown> points = new ArrayList<>();
        for (int groups : sizes(most)) {
            Teardown point = point(design.factory(), groups);
            if (point == null) {
                return new Growth(design.name(), points, true);
            }
            points.add(point);
        }
        return new Growth(design.name(), points, false);
    }

    private static @Nullable Teardown point(DesignFactory design, int groups) {
        return Teardown.of(design, groups, Math.max(STEPS, groups * STEPS_OF_A_GROUP));
    }

    /** Each twice the one before, and the last as wanted. */
    private static List<Integer> sizes(int most) {
        List<Integer> sizes = new ArrayList<>();
        for (int size = FEWEST; size < most; size *= 2) {
            sizes.add(size);
        }
        sizes.add(most);
        return sizes;
    }

    /** The last point; every design has one. */
    public Teardown largest() {
        return points.get(points.size() - 1);
    }

    /**
     * The exponent e for which the work is about a constant times groups to the power of e: the slope of a straight line by least squares
     * through the logarithms of the points. NaN for fewer than two points, or where there is no work.
     */
    public double exponent(ToDoubleFunction<Teardown> work) {
        double[] x =
                points.stream().mapToDouble(point -> Math.log(point.groups())).toArray();
        double[] y = points.stream()
                .mapToDouble(point -> Math.log(work.applyAsDouble(point)))
                .toArray();
        double meanX = mean(x);
        double meanY = mean(y);
        double covariance = IntStream.range(0, x.length)
                .mapToDouble(at -> (x[at] - meanX) * (y[at] - meanY))
                .sum();
        double variance = IntStream.range(0, x.length)
                .mapToDouble(at -> (x[at] - meanX) * (x[at] - meanX))
                .sum();
        return covariance / variance;
    }

    private static double mean(double[] values) {
        return IntStream.range(0, values.length)
                .mapToDouble(at -> values[at])
                .average()
                .orElse(Double.NaN);
    }
}
