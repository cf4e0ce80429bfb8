package kmemcg.explore;

import org.jspecify.annotations.Nullable;

/** Something that was deferred: one queueing of a work item, or an RCU callback. A thread of its own once it is spawned. */
final class Activity {
    private final String name;
    private final int cpu;
    private final boolean maySleep;

    /** What must end first: the item's queueing before this one, the CPU's callback before it; null if nothing must. */
    private final @Nullable Activity before;

    /** Set for activities of an earlier run, which is over. */
    boolean isOver;

    Activity(String name, int cpu, boolean maySleep, @Nullable Activity before) {
        this.name = name;
        this.cpu = cpu;
        this.maySleep = maySleep;
        this.before = before;
    }

    String name() {
        return name;
    }

    int cpu() {
        return cpu;
    }

    boolean maySleep() {
        return maySleep;
    }

    @Nullable
    Activity before() {
        return before;
    }

    /** Its thread in an execution; -1 if it is not spawned there yet. */
    int threadIn(Graph graph) {
        for (int thread = 0; thread < graph.threads; thread++) {
            int spawn = graph.isPresent(thread) ? graph.spawnOf(thread) : -1;
            if (spawn >= 0 && of(graph, spawn).activity == this) {
                return thread;
            }
        }
        return -1;
    }

    /** What a spawn begins. */
    static Spawned of(Graph graph, int spawn) {
        return (Spawned) graph.objectOf(spawn);
    }

    @Override
    public String toString() {
        return name;
    }

    /** An activity with what it does, and as whom. */
    record Spawned(Activity activity, ProgramThread.Body body, ExploredTask task) {}

    /** The activity, if there is one that is not over. */
    static @Nullable Activity unfinished(@Nullable Activity activity) {
        return activity == null || activity.isOver ? null : activity;
    }
}
