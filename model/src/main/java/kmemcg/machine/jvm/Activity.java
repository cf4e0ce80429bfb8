package kmemcg.machine.jvm;

import java.util.function.Consumer;
import kmemcg.machine.Task;
import kmemcg.machine.Work;
import org.jspecify.annotations.Nullable;

/** Something that was deferred: one queueing of a work item, or an RCU callback. */
final class Activity {
    enum State {
        PENDING,
        RUNNING,
        DONE
    }

    private final Lane lane;
    private final String taskName;
    private final int cpu;
    private final Consumer<Task> function;

    /** The work item; null for a callback. */
    @Nullable
    private final Work work;

    /** What the callback waits for; null for a work item. */
    @Nullable
    private final GracePeriod after;

    /** Read by {@link AwaitLoops} too. */
    volatile State state = State.PENDING;

    /** Who runs it, while it is running. */
    @Nullable
    private volatile JvmTask runner;

    private Activity(
            Lane lane,
            String taskName,
            int cpu,
            Consumer<Task> function,
            @Nullable Work work,
            @Nullable GracePeriod after) {
        this.lane = lane;
        this.taskName = taskName;
        this.cpu = cpu;
        this.function = function;
        this.work = work;
        this.after = after;
    }

    static Activity work(Lane queue, int cpu, Work work) {
        return new Activity(queue, "kworker/%d %s".formatted(cpu, work.name()), cpu, work.function(), work, null);
    }

    static Activity callback(Lane lane, int cpu, String name, Consumer<Task> callback, GracePeriod after) {
        return new Activity(lane, "rcu/%d %s".formatted(cpu, name), cpu, callback, null, after);
    }

    Lane lane() {
        return lane;
    }

    String taskName() {
        return taskName;
    }

    int cpu() {
        return cpu;
    }

    Consumer<Task> function() {
        return function;
    }

    /** A callback runs in softirq context, where nothing may sleep. */
    boolean maySleep() {
        return work != null;
    }

    boolean isOf(Work item) {
        return work == item;
    }

    boolean isOfSameWork(Activity other) {
        return work != null && work == other.work;
    }

    /** Whether it may begin as far as it alone decides. */
    boolean isRipe() {
        return isPending() && (after == null || after.hasElapsed());
    }

    boolean isPending() {
        return state == State.PENDING;
    }

    /** What a callback waits for; null for a work item. */
    @Nullable
    GracePeriod after() {
        return after;
    }

    boolean isRunning() {
        return state == State.RUNNING;
    }

    boolean isDone() {
        return state == State.DONE;
    }

    @Nullable
    JvmTask runner() {
        return runner;
    }

    void start() {
        state = State.RUNNING;
    }

    void runBy(JvmTask task) {
        runner = task;
    }

    void finish() {
        runner = null;
        state = State.DONE;
    }
}
