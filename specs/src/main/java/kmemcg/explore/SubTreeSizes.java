package kmemcg.explore;

import java.util.Arrays;

/**
 * How many complete executions are below options that are all explored: the mean of those that are like each other. Options are alike
 * that keep as many events, and are both revisits or both not.
 */
final class SubTreeSizes {
    private static final int FIRST_CAPACITY = 128;

    private long[] executions = new long[FIRST_CAPACITY];
    private long[] options = new long[FIRST_CAPACITY];
    private long allExecutions;
    private long allOptions;

    void learn(int likeness, long below) {
        if (likeness >= options.length) {
            executions = Arrays.copyOf(executions, 2 * likeness);
            options = Arrays.copyOf(options, 2 * likeness);
        }
        executions[likeness] += below;
        options[likeness]++;
        allExecutions += below;
        allOptions++;
    }

    /** How many are to be expected below an option; the mean of all options if none was like it. */
    double expected(int likeness) {
        if (likeness < options.length && options[likeness] > 0) {
            return (double) executions[likeness] / options[likeness];
        }
        return allOptions == 0 ? 1 : (double) allExecutions / allOptions;
    }
}
