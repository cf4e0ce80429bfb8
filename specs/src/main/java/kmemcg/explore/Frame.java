package kmemcg.explore;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** A place in the search where an event can be added in several ways, and how many of them have been tried. */
final class Frame {
    /** An option: do not read, but wait. */
    static final int BLOCK = -3;

    /** Added to a read's number: let the write revisit it. */
    private static final int REVISIT = 1 << 24;

    Graph graph;

    /** How deep among the graphs of the path the graph is. */
    int level;

    int events;
    int thread;
    EventKind kind = EventKind.READ_ONCE;
    int cell;
    long value;

    @Nullable
    Object object;

    @Nullable
    Object note;

    /** The read that the write is to be bound to once it has a place; -1 if there is none. */
    int bind;

    private int[] options = new int[8];
    private int count;
    private int tried;

    /** How many complete executions had been seen when the option that is being explored was taken. */
    private long executionsBefore;

    Frame(Graph graph) {
        this.graph = graph;
    }

    void restart(Graph inGraph, int atLevel, int inThread, EventKind ofKind, int ofCell) {
        graph = inGraph;
        level = atLevel;
        events = inGraph.events;
        thread = inThread;
        kind = ofKind;
        cell = ofCell;
        value = 0;
        object = null;
        note = null;
        bind = -1;
        count = 0;
        tried = 0;
    }

    void offer(int option) {
        if (count == options.length) {
            options = Arrays.copyOf(options, count * 2);
        }
        options[count++] = option;
    }

    void offerRevisit(int read) {
        offer(REVISIT | read);
    }

    static boolean isRevisit(int option) {
        return option >= REVISIT;
    }

    static int revisited(int option) {
        return option & ~REVISIT;
    }

    int count() {
        return count;
    }

    int tried() {
        return tried;
    }

    /** Whether the first option can be taken without leaving the running thread. */
    boolean beginsForward() {
        return count > 0 && !isRevisit(options[0]);
    }

    /** Equal for options that delete as much: by the events before the revisited read, or all there are, and whether it is a revisit. */
    int likeness(int option) {
        return isRevisit(options[option]) ? 2 * revisited(options[option]) + 1 : 2 * events;
    }

    /** An option is taken, or is about to be. */
    void beginOption(long executionsSeen) {
        executionsBefore = executionsSeen;
    }

    long executionsBefore() {
        return executionsBefore;
    }

    /** Puts the options into a random order: the shuffle of R. A. Fisher and F. Yates. */
    void shuffle(RandomGenerator random) {
        for (int left = count; left > 1; left--) {
            int drawn = random.nextInt(left);
            int option = options[drawn];
            options[drawn] = options[left - 1];
            options[left - 1] = option;
        }
    }

    /** Whether it is an option to wait, which then is the last: the newest write is not what is waited for. */
    boolean mayWait() {
        return count > 0 && options[count - 1] == BLOCK;
    }

    /** Limits the choice to one option. */
    void only(int option) {
        tried = option;
        count = option + 1;
    }

    boolean hasMore() {
        return tried < count;
    }

    int next() {
        return options[tried++];
    }

    /** Leaves untried options to somebody else. */
    int giveAway() {
        return options[--count];
    }
}
