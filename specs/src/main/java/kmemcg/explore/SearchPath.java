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
        level = 0;
        graph = levels.get(0);
        return graph;
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
        depth++;
    }

    /** Goes back to the last choice that has an option left, and to the graph as it was then; null if there is none. */
    @Nullable
    Frame lastChoice() {
        while (depth > 0) {
            Frame frame = frames.get(depth - 1);
            if (frame.hasMore()) {
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
