package kmemcg.explore;

/** A place in the tree of executions at which an {@link Estimate} has stopped for now. */
final class Node {
    /**
     * By how much each free read multiplies the executions below. Fitted by hand to lastzero and indexer, among a few values; other
     * programs may want another. Whatever it is, the estimate stays unbiased.
     */
    private static final double GROWTH = 1.2;

    private final int[] path;
    private final double standsFor;
    private final int free;
    private final int events;

    /**
     * A node.
     *
     * @param path the options that lead there from the root
     * @param standsFor for how many places like it it stands, itself included
     * @param free how many reads may still be revisited
     * @param events how many events its graph has
     */
    Node(int[] path, double standsFor, int free, int events) {
        this.path = path;
        this.standsFor = standsFor;
        this.free = free;
        this.events = events;
    }

    /** The root. */
    static Node root() {
        return new Node(new int[0], 1, 0, 0);
    }

    /** What share of the executions is below the nodes it stands for; on a scale that only has a meaning in comparison. */
    double prospects() {
        return standsFor * Math.pow(GROWTH, free);
    }

    /** The same place, which now stands for others that were left out too. */
    Node insteadOfOthers(double odds) {
        return new Node(path, standsFor / odds, free, events);
    }

    int[] path() {
        return path;
    }

    double standsFor() {
        return standsFor;
    }

    int free() {
        return free;
    }

    int events() {
        return events;
    }
}
