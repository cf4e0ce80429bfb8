package kmemcg.explore;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * What is left to explore, shared among workers: paths from the root to parts of the tree of executions that nobody has begun. A
 * path is a list of options taken, so it means the same to every worker, and nothing else needs to be shared.
 */
final class SubTrees {
    private final Deque<int[]> waiting = new ArrayDeque<>();
    private int busy;
    private int idle;
    private volatile boolean isWanted;
    private volatile boolean isStopped;

    /** One part: the whole tree. */
    SubTrees() {
        waiting.add(new int[0]);
    }

    /** The next part; null if there is none left and none will come. */
    synchronized int @Nullable [] take() throws InterruptedException {
        idle++;
        while (waiting.isEmpty() && busy > 0 && !isStopped) {
            isWanted = true;
            wait();
        }
        idle--;
        isWanted = idle > waiting.size();
        if (waiting.isEmpty() || isStopped) {
            return null;
        }
        busy++;
        return waiting.remove();
    }

    /** A part that was taken is explored, but for what was given away. */
    synchronized void done() {
        busy--;
        notifyAll();
    }

    /** Whether somebody has nothing to do. */
    boolean isWanted() {
        return isWanted;
    }

    synchronized void give(int[] path) {
        waiting.add(path);
        isWanted = idle > waiting.size();
        notifyAll();
    }

    synchronized void stop() {
        isStopped = true;
        notifyAll();
    }

    boolean isStopped() {
        return isStopped;
    }
}
