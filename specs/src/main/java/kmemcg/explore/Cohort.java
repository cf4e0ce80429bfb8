package kmemcg.explore;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Nodes of the tree of executions, about equally deep, that stand for all that there are. When they become too many, some are
 * drawn to stand for the others as well: systematic sampling with odds in proportion to their prospects, along a line on which
 * like stands beside like, so that each kind keeps its share. A node that has odds of one or more stays as it is.
 *
 * <p>Source: the strata are those of P. C. Chen, "Heterogeneous Sampling: A Method for Predicting the Performance of Tree
 * Searching Programs", SIAM Journal on Computing 21, 1992; he keeps one node of each. The draw is that of W. G. Madow, "On the
 * Theory of Systematic Sampling II", Annals of Mathematical Statistics 20, 1949.
 */
final class Cohort {
    private static final Comparator<Node> LIKE_BESIDE_LIKE =
            Comparator.comparingInt(Node::free).thenComparingInt(Node::events);

    private final List<Node> nodes = new ArrayList<>();

    void add(Node node) {
        nodes.add(node);
    }

    List<Node> nodes() {
        return nodes;
    }

    /** Leaves so many nodes, or one more or less by rounding. Every node is expected to stand for as much as it did before. */
    void thin(RandomGenerator random, int width) {
        if (nodes.size() <= width) {
            return;
        }
        nodes.sort(LIKE_BESIDE_LIKE);
        List<Node> all = List.copyOf(nodes);
        nodes.clear();
        double step = step(all, width);
        double next = random.nextDouble();
        for (Node node : all) {
            double odds = node.prospects() / step;
            if (odds >= 1) {
                nodes.add(node);
            } else if (next < odds) {
                nodes.add(node.insteadOfOthers(odds));
                next += 1 - odds;
            } else {
                next -= odds;
            }
        }
    }

    /** The prospects for which one node is drawn, when those that have more than that stay anyway. */
    private static double step(List<Node> nodes, int width) {
        double[] prospects =
                nodes.stream().mapToDouble(Node::prospects).sorted().toArray();
        double left = 0;
        for (double one : prospects) {
            left += one;
        }
        int drawn = width;
        for (int at = prospects.length - 1; drawn > 1 && prospects[at] * drawn >= left; at--) {
            left -= prospects[at];
            drawn--;
        }
        return left / drawn;
    }
}
