package kmemcg.explore;

import java.util.random.RandomGenerator;

/**
 * A random walk from the root, and how many leaves of the tree it stands for: one divided by the odds of the walk. An option that
 * deletes many events leaves much to be done again, so there are more leaves below it; the steepness says how much likelier that
 * makes it.
 */
final class Walk implements Chooser {
    private final RandomGenerator random;
    private final double steepness;
    private double leaves = 1;

    Walk(RandomGenerator random, double steepness) {
        this.random = random;
        this.steepness = steepness;
    }

    double leaves() {
        return leaves;
    }

    @Override
    public void choose(Frame frame, int depth) {
        double all = 0;
        for (int option = 0; option < frame.count(); option++) {
            all += weight(frame, option);
        }
        double left = random.nextDouble() * all;
        int chosen = 0;
        while (chosen < frame.count() - 1 && left >= weight(frame, chosen)) {
            left -= weight(frame, chosen++);
        }
        leaves *= all / weight(frame, chosen);
        frame.only(chosen);
    }

    private double weight(Frame frame, int option) {
        return Math.exp(-steepness * frame.kept(option));
    }
}
