package kmemcg.explore;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where the search is: the choices made on the way from the root, and the graph they led to. */
final class SearchPath {
    private static final int FIRST_CAPACITY = 64;

    private final MemoryModel model;
    private Graph graph;

    /** A graph for each revisit on the path, one deeper than the other, and those that are spare. */
    private final List<Graph> levels = new ArrayList<>();

    /** How deep among the levels the graph is. */
    private int level;

    private final List<Frame> frames = new ArrayList<>();
    private int depth;

    /** How many complete executions were seen. */
    private long executions;

    private final SubTreeSizes sizes = new SubTreeSizes();

    /** At this depth the search goes no deeper. */
    private int end = Integer.MAX_VALUE;

    private Chooser chooser = Chooser.ALL;

    SearchPath(MemoryModel model) {
        this.model = model;
        this.graph = new Graph(model, FIRST_CAPACITY);
        levels.add(graph);
    }

    /** Returns to the root, whose graph is to be filled. */
    Graph begin(Chooser how) {
        chooser = how;
        depth = 0;
        end = Integer.MAX_VALUE;
        level = 0;
        graph = levels.get(0);
        return graph;
    }

    /** Until the next beginning, the search goes no deeper than so many choices from the root, or a few more. */
    void endAt(int deepest) {
        end = deepest;
    }

    boolean isDeepEnough() {
        return depth >= end;
    }

    Graph graph() {
        return graph;
    }

    /** A graph to become the next level, if that is where the search {@link #descend}s to. */
    Graph spare() {
        if (level + 1 == levels.size()) {
            levels.add(new Graph(model, graph.capacity()));
        }
        return levels.get(level + 1);
    }

    /** Goes on in the spare graph. */
    void descend() {
        graph = levels.get(++level);
    }

    /** Where the next event of a thread is to be chosen; forgotten again unless it is {@link #keep}t. */
    Frame newFrame(int thread, EventKind kind, int cell) {
        if (depth == frames.size()) {
            frames.add(new Frame(graph));
        }
        Frame frame = frames.get(depth);
        frame.restart(graph, level, thread, kind, cell);
        return frame;
    }

    /** The new frame offers a choice. */
    void keep(Frame frame) {
        chooser.choose(frame, depth);
        frame.beginOption(executions);
        depth++;
    }

    /** Goes back to the last choice that has an option left, and to the graph as it was then; null if there is none. */
    @Nullable
    Frame lastChoice() {
        while (depth > 0) {
            Frame frame = frames.get(depth - 1);
            sizes.learn(frame.likeness(frame.tried() - 1), executions - frame.executionsBefore());
            if (frame.hasMore()) {
                frame.beginOption(executions);
                returnTo(frame);
                return frame;
            }
            depth--;
        }
        return null;
    }

    private void returnTo(Frame frame) {
        graph = frame.graph;
        level = frame.level;
        while (graph.events > frame.events) {
            graph.pop();
        }
    }

    /** The search has come to a complete execution. */
    void countExecution() {
        executions++;
    }

    /** How many complete executions are to be expected below the options that are left. */
    double expectedLeft() {
        double left = 0;
        for (int at = 0; at < depth; at++) {
            Frame frame = frames.get(at);
            for (int option = frame.tried(); option < frame.count(); option++) {
                left += sizes.expected(frame.likeness(option));
            }
        }
        return left;
    }

    /** The natural logarithm of the probability of coming here at once if each option of a choice has the same odds. */
    double logOdds() {
        double odds = 0;
        for (int at = 0; at < depth; at++) {
            odds -= Math.log(frames.get(at).count());
        }
        return odds;
    }

    /** The options taken so far, from the root. */
    int[] options() {
        int[] options = new int[depth];
        for (int at = 0; at < depth; at++) {
            options[at] = frames.get(at).tried() - 1;
        }
        return options;
    }

    /** Gives away an untried option as near to the root as can be: the options that lead there; null if there is none. */
    int @Nullable [] giveAway() {
        for (int at = 0; at < depth; at++) {
            Frame frame = frames.get(at);
            if (frame.hasMore()) {
                int[] options = Arrays.copyOf(options(), at + 1);
                frame.giveAway();
                options[at] = frame.count();
                return options;
            }
        }
        return null;
    }
}
